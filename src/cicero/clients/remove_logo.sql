delete from client_logo where client_id = %(client_id)s::bigint
