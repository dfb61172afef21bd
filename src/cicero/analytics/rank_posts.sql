-- The posts of the period, and of each account and kind the last ones before it: what is usual for the first.
select p.account_id, p.post_id, case when p.pattern < 64 then 'instagram' else 'tiktok' end as platform,
       p.published_at, p.observed_at, greatest(extract(epoch from p.observed_at - p.published_at) / 3600, 0)::float8 as age,
       p.likes, p.comments, p.shares, p.saves, p.views, p.kind,
       coalesce(p.also_under && %(accounts)s::bigint[], false) as repeated
from post p
where p.account_id = any(%(accounts)s::bigint[])
  and p.published_at >= %(from)s::timestamptz
  and p.published_at < %(until)s::timestamptz
union all
select b.account_id, b.post_id, b.platform, b.published_at, b.observed_at,
       greatest(extract(epoch from b.observed_at - b.published_at) / 3600, 0)::float8 as age,
       b.likes, b.comments, b.shares, b.saves, b.views, b.kind, false
from unnest(%(accounts)s::bigint[]) as asked (account_id)
cross join (values ('image'), ('carousel'), ('video'), ('photos'), (null)) as kinds (kind)
cross join lateral (
    select p.account_id, p.post_id, case when p.pattern < 64 then 'instagram' else 'tiktok' end as platform,
           p.kind, p.published_at, p.observed_at, p.likes, p.comments, p.shares, p.saves, p.views
    from post p
    where p.account_id = asked.account_id
      and p.published_at < %(from)s::timestamptz
      and p.kind is not distinct from kinds.kind
    order by p.published_at desc, p.post_id desc
    limit %(limit)s::bigint
) b
