insert into password_reset (token_hash, person_id, expires_at)
values (%(token_hash)s::bytea, %(person_id)s::bigint, now() + make_interval(hours => %(hours)s::int))
