-- Also of links that were not used: they led to changing a password that is no more.
update password_reset set used_at = now() where person_id = %(person_id)s::bigint and used_at is null
