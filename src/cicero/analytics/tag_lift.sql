-- The median, over the posts with a tag, of interactions ÷ the account's own median for posts of that kind.
with asked as materialized (
    select tag_id, tag
    from tag
    where sign = %(sign)s::text and tag = any(%(tags)s::text[])
),
post as materialized (
    select p.account_id, coalesce(p.kind, '') as kind,
           interactions_of(
               case when p.pattern < 64 then 'instagram' else 'tiktok' end, p.likes, p.comments, p.shares
           ) as interactions,
           case when p.tags && array(select tag_id from asked) then p.tags end as tags
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
tagged as (
    select unnest(post.tags) as tag_id, post.interactions / nullif(usual.interactions, 0) as performance
    from post
    left join usual on usual.account_id = post.account_id and usual.kind = post.kind
    where post.tags is not null
)
select asked.tag, count(*) as posts, count(tagged.performance) as known,
       percentile_cont(0.5) within group (order by tagged.performance) as lift
from tagged
join asked on asked.tag_id = tagged.tag_id
group by asked.tag
