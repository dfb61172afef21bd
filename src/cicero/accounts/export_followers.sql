-- Every sample of the accounts themselves in a period, account by account and the oldest first.
select s.account_id::text, a.platform, a.handle,
       to_char(s.observed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as observed_at,
       s.followers, s.following, s.posts, s.likes
from unnest(%(accounts)s::bigint[]) as watched (account_id)
join account a using (account_id)
cross join lateral (
    select *
    from account_snapshot
    where account_id = watched.account_id
      and observed_at >= %(start)s::timestamptz
      and observed_at < %(end)s::timestamptz
    order by observed_at
) s
