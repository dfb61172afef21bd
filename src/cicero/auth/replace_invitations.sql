update invitation
set withdrawn_at = now()
where email = %(email)s and client_id is not distinct from %(client_id)s::bigint
    and accepted_at is null and withdrawn_at is null
