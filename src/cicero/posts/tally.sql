select p.account_id, count(*) as posts, max(p.observed_at) as last_seen
from post p
where p.account_id = any(%(accounts)s::bigint[])
group by 1
order by 1
