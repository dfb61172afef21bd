-- A page of comments, newest first, from a position on. Each account gives at most a page by its index before all are
-- put in order, as with posts.
select c.account_id, c.post_id, c.comment_id, c.parent_id, c.created_at, c.author_handle, c.author_id,
       c.body as text, c.language, c.likes, c.replies, c.observed_at, c.first_seen_at
from unnest(%(accounts)s::bigint[]) as watched (account_id)
cross join lateral (
    select *
    from comment
    where account_id = watched.account_id
      and created_at >= %(start)s::timestamptz
      and created_at < %(end)s::timestamptz
      and created_at <= coalesce(%(at)s::timestamptz, 'infinity')
      and (
          %(at)s::timestamptz is null
          or (created_at, account_id, post_id, comment_id)
              < (%(at)s::timestamptz, %(at_account)s::bigint, %(at_post)s::bigint, %(at_comment)s::bigint)
      )
      and not exists (
          select from post p
          where p.account_id = comment.account_id and p.post_id = comment.post_id
            and p.also_under && %(accounts)s::bigint[]
      )
    order by created_at desc, post_id desc, comment_id desc
    limit %(limit)s::int
) c
order by c.created_at desc, c.account_id desc, c.post_id desc, c.comment_id desc
limit %(limit)s::int
