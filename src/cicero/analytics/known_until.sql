-- For each account: until when all of its posts are known here; of later days nothing can be said.
select a.account_id, a.seen_at
from account a
where a.account_id = any(%(accounts)s::bigint[])
