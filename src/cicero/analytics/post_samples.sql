-- The samples of posts in order of time.
select s.account_id, s.post_id, p.platform, p.published_at, s.observed_at,
       greatest(extract(epoch from s.observed_at - p.published_at) / 3600, 0)::float8 as age,
       s.likes, s.comments, s.shares, s.saves, s.views
from unnest(%(accounts)s::bigint[], %(posts)s::bigint[]) as asked (account_id, post_id)
join post p on p.account_id = asked.account_id and p.post_id = asked.post_id
join post_snapshot s on s.account_id = p.account_id and s.post_id = p.post_id
order by s.account_id, s.post_id, s.observed_at
