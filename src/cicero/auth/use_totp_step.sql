-- Of two who bring the same code at once, the second finds it used.
update credential set totp_step = %(step)s::bigint
where person_id = %(person_id)s::bigint and totp_step < %(step)s::bigint
