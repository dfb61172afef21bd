insert into api_key (person_id, name, token_hash, hint, scopes, clients, expires_at)
values (
    %(person_id)s::bigint, %(name)s, %(token_hash)s::bytea, %(hint)s, %(scopes)s::text[], %(clients)s::bigint[],
    now() + make_interval(days => %(days)s::int)
)
returning key_id, name, hint, scopes, clients, created_at, expires_at, last_used_at, false as expired
