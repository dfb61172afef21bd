select count(*) from recovery_code where person_id = %(person_id)s::bigint and used_at is null
