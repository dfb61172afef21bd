select c.client_id, c.slug, c.name, c.zone, c.language, c.colour, l.changed_at as logo_at,
       case when %(is_admin)s::boolean then 'admin' else cp.role end as role
from client c
left join client_logo l using (client_id)
left join client_person cp on cp.client_id = c.client_id and cp.person_id = %(person_id)s::bigint
where %(is_admin)s::boolean or cp.person_id is not null
order by lower(c.name), c.client_id
