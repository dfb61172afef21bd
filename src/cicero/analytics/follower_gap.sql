-- The longest time without a follower sample of one of the accounts, within the period as far as it has passed.
with mark as (
    select asked.account_id, %(start)s::timestamptz as observed_at
    from unnest(%(accounts)s::bigint[]) as asked (account_id)
    union all
    select s.account_id, s.observed_at
    from account_snapshot s
    where s.account_id = any(%(accounts)s::bigint[])
      and s.followers is not null
      and s.observed_at >= %(start)s::timestamptz
      and s.observed_at < %(end)s::timestamptz
)
select max(silence)
from (
    select lead(observed_at, 1, least(%(end)s::timestamptz, now()))
               over (partition by account_id order by observed_at) - observed_at as silence
    from mark
) between_samples
where silence >= interval '0'
