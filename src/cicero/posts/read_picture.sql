select media_type, body, width, height
from picture
where account_id = %(account_id)s::bigint and post_id = %(post_id)s::bigint and state = 'kept'
