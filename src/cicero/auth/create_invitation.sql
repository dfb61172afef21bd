insert into invitation (token_hash, email, client_id, role, is_admin, invited_by, expires_at)
values (
    %(token_hash)s::bytea, %(email)s, %(client_id)s::bigint, %(role)s, %(is_admin)s::boolean,
    %(invited_by)s::bigint, now() + make_interval(days => %(days)s::int)
)
