select c.client_id, c.slug, c.name, c.zone, c.language,
       case when %(is_admin)s::boolean then 'admin' else cp.role end as role
from client c
left join client_person cp on cp.client_id = c.client_id and cp.person_id = %(person_id)s::bigint
where c.slug = %(slug)s and (%(is_admin)s::boolean or cp.person_id is not null)
