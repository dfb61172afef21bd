select c.complaint_id, c.platform, m.code, m.name, c.body, p.username as by, c.created_at
from complaint c
join roster_member m on m.client_id = c.client_id and m.member_id = c.member_id
left join person p on p.person_id = c.person_id
where c.client_id = %(client_id)s::bigint
  and (%(before)s::bigint is null or c.complaint_id < %(before)s::bigint)
order by c.complaint_id desc
limit %(limit)s::integer
