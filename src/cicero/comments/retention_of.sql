select comment_days from client where client_id = %(client_id)s::bigint
