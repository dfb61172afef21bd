update recovery_code set used_at = now()
where person_id = %(person_id)s::bigint and code_hash = %(code_hash)s::bytea and used_at is null
