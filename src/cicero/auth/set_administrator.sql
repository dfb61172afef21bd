update person
set is_admin = %(is_admin)s::boolean
where person_id = %(person_id)s::bigint
returning person_id
