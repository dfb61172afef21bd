select p.person_id, p.username, p.name, p.email, m.role, p.is_admin, p.disabled_at is not null as disabled
from client_person m
join person p using (person_id)
where m.client_id = %(client_id)s::bigint
order by lower(p.name), p.person_id
