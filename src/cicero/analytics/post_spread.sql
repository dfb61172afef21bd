-- The least, the quartiles and the most of each account's posts: interactions, and their rates in per cent.
select account_id, count(*) as posts,
       count(interactions) as interactions_known,
       percentile_cont(array[0, 0.25, 0.5, 0.75, 1]) within group (order by interactions) as interactions,
       count(by_followers) as by_followers_known,
       percentile_cont(array[0, 0.25, 0.5, 0.75, 1]) within group (order by by_followers) as by_followers,
       count(by_views) as by_views_known,
       percentile_cont(array[0, 0.25, 0.5, 0.75, 1]) within group (order by by_views) as by_views
from (
    select p.account_id, i.interactions,
           100 * i.interactions::float8 / nullif(p.followers, 0) as by_followers,
           100 * i.interactions::float8 / nullif(p.views, 0) as by_views
    from post p
    cross join lateral (
        select interactions_of(
            case when p.pattern < 64 then 'instagram' else 'tiktok' end, p.likes, p.comments, p.shares
        ) as interactions
    ) i
    where p.account_id = any(%(accounts)s::bigint[])
      and p.published_at >= %(from)s::timestamptz
      and p.published_at < %(until)s::timestamptz
) rated
group by account_id
