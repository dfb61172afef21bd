update invitation
set withdrawn_at = now()
where invitation_id = %(invitation_id)s::bigint
    and (%(client_id)s::bigint is null or client_id = %(client_id)s::bigint)
    and accepted_at is null and withdrawn_at is null
returning email
