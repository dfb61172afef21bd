select count(*) from session where person_id = %(person_id)s::bigint and expires_at > now()
