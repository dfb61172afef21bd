-- The comments of a post that are here. Whose replies they are is counted by who asks: joined with itself, the table
-- was gone over once for each comment.
select comment_id, parent_id, created_at
from comment
where account_id = %(account_id)s::bigint and post_id = %(post_id)s::bigint and deleted_at is null
