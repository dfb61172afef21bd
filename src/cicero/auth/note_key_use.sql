update api_key set last_used_at = now() where key_id = %(key_id)s::bigint
