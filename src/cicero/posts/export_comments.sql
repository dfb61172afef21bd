-- All comments written in a period, account by account and the oldest first. One on a collaborative post of several
-- of the accounts comes once.
select l.account_id::text, l.post_id::text, l.comment_id::text, l.parent_id::text, a.platform, a.handle,
       to_char(l.created_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as created_at,
       l.author_handle, l.author_id, l.body as text, l.language, l.likes, l.replies,
       to_char(l.observed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as observed_at,
       to_char(l.first_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as first_seen_at
from unnest(%(accounts)s::bigint[]) as watched (account_id)
join account a using (account_id)
cross join lateral (
    select c.*
    from comment c
    where c.account_id = watched.account_id
      and c.created_at >= %(start)s::timestamptz
      and c.created_at < %(end)s::timestamptz
      and not exists (
          select from post p
          where p.account_id = c.account_id and p.post_id = c.post_id
            and p.also_under && %(accounts)s::bigint[]
      )
    order by c.created_at, c.post_id, c.comment_id
) l
