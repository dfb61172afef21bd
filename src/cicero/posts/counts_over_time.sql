select observed_at, likes, comments, shares, saves, views, reach
from post_snapshot
where account_id = %(account_id)s::bigint and post_id = %(post_id)s::bigint
order by observed_at
