select replaced_at, body as text
from comment_edit
where account_id = %(account_id)s::bigint and post_id = %(post_id)s::bigint and comment_id = %(comment_id)s::bigint
order by replaced_at desc
