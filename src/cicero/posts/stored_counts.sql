select post_id, observed_at, first_seen_at, likes, comments, shares, saves, views
from post
where account_id = %(account_id)s::bigint and post_id = any(%(post_ids)s::bigint[])
