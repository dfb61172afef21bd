-- The newest posts of an account with their last samples, oldest sample first. A snapshot is written only when
-- a counter changed; the post itself tells when it was last looked at.
select p.post_id, p.published_at, p.observed_at, p.likes, p.comments, p.views,
       coalesce(before.at, '{}') as at, coalesce(before.likes, '{}') as likes_before,
       coalesce(before.comments, '{}') as comments_before, coalesce(before.views, '{}') as views_before
from (
    select post_id, published_at, observed_at, likes, comments, views
    from post
    where account_id = %(account_id)s::bigint and deleted_at is null and not coalesce(pinned, false)
    order by published_at desc
    limit %(limit)s::integer
) p
left join lateral (
    select array_agg(s.observed_at order by s.observed_at) as at,
           array_agg(s.likes order by s.observed_at) as likes,
           array_agg(s.comments order by s.observed_at) as comments,
           array_agg(s.views order by s.observed_at) as views
    from (
        select observed_at, likes, comments, views
        from post_snapshot
        where account_id = %(account_id)s::bigint and post_id = p.post_id and observed_at < p.observed_at
        order by observed_at desc
        limit 2
    ) s
) before on true
order by p.published_at desc
