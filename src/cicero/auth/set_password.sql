update credential set password_hash = %(password_hash)s, changed_at = now() where person_id = %(person_id)s::bigint
