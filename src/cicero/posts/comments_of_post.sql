select account_id, post_id, comment_id, parent_id, created_at, author_handle, author_id, body as text, language,
       likes, replies, observed_at, first_seen_at
from comment
where account_id = %(account_id)s::bigint
  and post_id = %(post_id)s::bigint
  and (
      %(at)s::timestamptz is null
      or (created_at, account_id, post_id, comment_id)
          < (%(at)s::timestamptz, %(at_account)s::bigint, %(at_post)s::bigint, %(at_comment)s::bigint)
  )
order by created_at desc, comment_id desc
limit %(limit)s::int
