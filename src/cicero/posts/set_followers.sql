-- The nearest sample before and after publication are two probes of the snapshot's key.
update post p
set followers = nearest.followers, followers_gap = nearest.gap
from post q
cross join lateral (
    select either.followers, either.gap
    from (
        (select s.followers, q.published_at - s.observed_at as gap
         from account_snapshot s
         where s.account_id = q.account_id and s.observed_at <= q.published_at and s.followers is not null
         order by s.observed_at desc
         limit 1)
        union all
        (select s.followers, s.observed_at - q.published_at
         from account_snapshot s
         where s.account_id = q.account_id and s.observed_at > q.published_at and s.followers is not null
         order by s.observed_at
         limit 1)
    ) either
    order by either.gap
    limit 1
) nearest
where q.account_id = any(%(accounts)s::bigint[])
  and (%(since)s::timestamptz is null or q.published_at >= %(since)s::timestamptz)
  and p.account_id = q.account_id
  and p.post_id = q.post_id
  and (p.followers, p.followers_gap) is distinct from (nearest.followers, nearest.gap)
