select p.account_id, count(*) as posts, max(p.published_at) as newest
from post p
where p.account_id = any(%(accounts)s::bigint[])
group by 1
order by 1
