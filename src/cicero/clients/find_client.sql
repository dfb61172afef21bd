-- By its short name, else by one that it had before; what somebody else's client is called now comes to nothing.
select c.client_id, c.slug, c.name, c.zone, c.language, c.colour, l.changed_at as logo_at,
       case when %(is_admin)s::boolean then 'admin' else cp.role end as role
from client c
left join client_logo l using (client_id)
left join client_person cp on cp.client_id = c.client_id and cp.person_id = %(person_id)s::bigint
where (
        c.slug = %(slug)s
        or c.client_id = (select f.client_id from client_former_slug f where f.slug = %(slug)s)
    )
    and (%(is_admin)s::boolean or cp.person_id is not null)
order by c.slug = %(slug)s desc
limit 1
