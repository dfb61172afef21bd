update credential set totp_since = now() where person_id = %(person_id)s::bigint
