select platform, platform_id, handle, name from account where account_id = %(account_id)s::bigint
