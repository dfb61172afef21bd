-- What each account published: its days with posts, numbered from 1, and in the same order what stands for each.
-- A sum is unknown as soon as one post's count is: it would be too small.
select account_id, array_agg(day) as days, array_agg(posts) as posts,
       array_agg(interactions) as interactions, array_agg(views) as views
from (
    select p.account_id, p.day, count(*)::int as posts,
           case when count(*) = count(p.interactions) then total(p.interactions) end as interactions,
           case when count(*) = count(p.views) then total(p.views) end as views
    from (
        select account_id, width_bucket(published_at, %(starts)s::timestamptz[]) as day, views,
               likes + comments + case when pattern >= 64 then shares else 0 end as interactions
        from post
        where account_id = any(%(accounts)s::bigint[])
          and published_at >= %(from)s::timestamptz
          and published_at < %(until)s::timestamptz
        offset 0 -- each value is worked out once
    ) p
    group by 1, 2
) daily
group by account_id
