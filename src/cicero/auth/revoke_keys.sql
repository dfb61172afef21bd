update api_key set revoked_at = now() where person_id = %(person_id)s::bigint and revoked_at is null
