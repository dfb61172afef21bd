select account_id, platform || ':' || coalesce(handle, name, platform_id)
from account
where account_id = any(%(accounts)s::bigint[])
