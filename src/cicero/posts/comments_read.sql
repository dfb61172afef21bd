select collected_at, counted, collected, complete
from comment_collection
where account_id = %(account_id)s::bigint and post_id = %(post_id)s::bigint
