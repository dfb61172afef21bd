update post
set deleted_at = %(at)s::timestamptz
where post_id = %(post_id)s::bigint and account_id = %(account_id)s::bigint and deleted_at is null
