-- The median, over the posts with a tag, of interactions ÷ the account's own median for posts of that kind.
with post as materialized (
    select p.account_id, p.post_id, coalesce(p.kind, '') as kind,
           interactions_of(
               case when p.pattern < 64 then 'instagram' else 'tiktok' end, p.likes, p.comments, p.shares
           ) as interactions
    from post p
    where p.account_id = any(%(accounts)s::bigint[])
      and p.published_at >= %(from)s::timestamptz
      and p.published_at < %(until)s::timestamptz
      and (p.also_under is null or not p.also_under && %(accounts)s::bigint[])
),
usual as materialized (
    select account_id, kind, percentile_cont(0.5) within group (order by interactions) as interactions
    from post
    group by account_id, kind
    having count(interactions) >= %(least)s::int
),
relative as materialized (
    select post.account_id, post.post_id, post.interactions / nullif(usual.interactions, 0) as performance
    from post
    left join usual on usual.account_id = post.account_id and usual.kind = post.kind
),
tagged as (
    select u.account_id, u.tag, unnest(u.posts[u.low + 1 : u.high]) as post_id
    from (
        select account_id, tag, posts, width_bucket(%(start)s::int - 1, minutes) as low,
               width_bucket(%(end)s::int - 1, minutes) as high
        from tag_use
        where account_id = any(%(accounts)s::bigint[])
          and sign = %(sign)s::text
          and tag = any(%(tags)s::text[])
          and year between %(first_year)s::int and %(last_year)s::int
        offset 0
    ) u
)
select tagged.tag, count(*) as posts, count(relative.performance) as known,
       percentile_cont(0.5) within group (order by relative.performance) as lift
from tagged
join relative on relative.account_id = tagged.account_id and relative.post_id = tagged.post_id
group by tagged.tag
