update client_person m
set role = %(role)s
from client_person before
where m.client_id = %(client_id)s::bigint and m.person_id = %(person_id)s::bigint
    and before.client_id = m.client_id and before.person_id = m.person_id
returning before.role
