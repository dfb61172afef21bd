select count(*) = %(count)s::bigint
from account
where account_id = any(%(accounts)s::bigint[])
