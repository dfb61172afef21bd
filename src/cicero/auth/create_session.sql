insert into session (token_hash, person_id, expires_at, user_agent, address)
values (
    %(token_hash)s::bytea, %(person_id)s::bigint, now() + make_interval(days => %(days)s::int),
    %(user_agent)s, %(address)s
)
