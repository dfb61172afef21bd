-- What each account published on each day that it did: days are numbered from 1.
select p.account_id, width_bucket(p.published_at, %(starts)s::timestamptz[]) as day, count(*) as posts,
       count(i.interactions) as interactions_known, total(i.interactions) as interactions,
       count(p.views) as views_known, total(p.views) as views
from post p
cross join lateral (
    select interactions_of(
        case when p.pattern < 64 then 'instagram' else 'tiktok' end, p.likes, p.comments, p.shares
    ) as interactions
) i
where p.account_id = any(%(accounts)s::bigint[])
  and p.published_at >= %(from)s::timestamptz
  and p.published_at < %(until)s::timestamptz
group by 1, 2
