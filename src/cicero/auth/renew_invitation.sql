update invitation
set token_hash = %(token_hash)s::bytea, invited_by = %(invited_by)s::bigint,
    expires_at = now() + make_interval(days => %(days)s::int)
where invitation_id = %(invitation_id)s::bigint
    and (%(client_id)s::bigint is null or client_id = %(client_id)s::bigint)
    and accepted_at is null and withdrawn_at is null
