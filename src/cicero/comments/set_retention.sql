update client set comment_days = %(days)s::int where client_id = %(client_id)s::bigint
