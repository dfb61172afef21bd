-- The posts of the period, and what their fetches span.
select count(p.post_id) as posts, min(p.observed_at) as oldest, max(p.observed_at) as newest
from post p
where p.account_id = any(%(accounts)s::bigint[])
  and p.published_at >= %(from)s::timestamptz
  and p.published_at < %(until)s::timestamptz
  and (p.also_under is null or not p.also_under && %(accounts)s::bigint[])
