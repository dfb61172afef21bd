select m.person_id, c.slug, c.name, m.role
from client_person m
join client c using (client_id)
where m.person_id = any(%(people)s::bigint[])
order by lower(c.name), c.client_id
