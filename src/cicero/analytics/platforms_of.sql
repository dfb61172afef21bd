select distinct a.platform from account a where a.account_id = any(%(accounts)s::bigint[])
