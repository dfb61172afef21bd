-- Posts as they stand here; what follows says which.
select p.account_id, p.post_id, p.platform, a.handle, a.name as account_name, p.published_at, p.kind, p.code,
       p.caption, p.url, p.thumbnail_url, p.duration, p.likes, p.comments, p.shares, p.saves, p.views, p.reach,
       p.likes_hidden, p.followers, p.observed_at, p.first_seen_at, p.deleted_at,
       told.hashtags, told.mentions
from post p
join account a using (account_id)
cross join lateral (
    select coalesce(array_agg(t.tag order by t.tag) filter (where t.sign = '#'), '{}') as hashtags,
           coalesce(array_agg(t.tag order by t.tag) filter (where t.sign = '@'), '{}') as mentions
    from tag t
    where t.tag_id = any(p.tags)
) told
