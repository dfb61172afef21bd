update client_account
set role = %(role)s
where client_id = %(client_id)s::bigint and account_id = %(account_id)s::bigint
