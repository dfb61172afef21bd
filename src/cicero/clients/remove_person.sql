delete from client_person
where client_id = %(client_id)s::bigint and person_id = %(person_id)s::bigint
returning role
