insert into recovery_code (person_id, code_hash) select %(person_id)s::bigint, unnest(%(hashes)s::bytea[])
