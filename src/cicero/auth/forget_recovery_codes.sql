delete from recovery_code where person_id = %(person_id)s::bigint
