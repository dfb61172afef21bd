update account a
set posts = i.posts, seen_at = i.seen_at
from unnest(%(account_id)s::bigint[], %(posts)s::bigint[], %(seen_at)s::timestamptz[])
     as i (account_id, posts, seen_at)
where a.account_id = i.account_id and (a.posts, a.seen_at) is distinct from (i.posts, i.seen_at)
