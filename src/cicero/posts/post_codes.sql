select post_id, code
from post
where account_id = %(account_id)s::bigint and post_id = any(%(post_ids)s::bigint[]) and deleted_at is null
