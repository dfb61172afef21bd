select p.account_id, p.post_id, p.platform, a.handle, a.name as account_name, p.published_at, p.kind, p.code,
       p.caption, p.url, p.thumbnail_url, p.duration, p.likes, p.comments, p.shares, p.saves, p.views, p.reach,
       p.likes_hidden, p.followers, p.observed_at, p.first_seen_at, p.deleted_at,
       array(select t.tag from tag t where t.tag_id = any(p.tags) and t.sign = '#' order by t.tag) as hashtags,
       array(select t.tag from tag t where t.tag_id = any(p.tags) and t.sign = '@' order by t.tag) as mentions
from post p
join account a using (account_id)
where p.account_id = %(account_id)s::bigint and p.post_id = %(post_id)s::bigint
