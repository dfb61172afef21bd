-- The last sample of each day of each account: days are numbered from 1, those without a sample are missing.
select distinct on (s.account_id, day.number) s.account_id, day.number as day, s.followers, s.observed_at
from account_snapshot s
cross join lateral (select width_bucket(s.observed_at, %(starts)s::timestamptz[]) as number) day
where s.account_id = any(%(accounts)s::bigint[])
  and s.followers is not null
  and s.observed_at >= %(from)s::timestamptz
  and s.observed_at < %(until)s::timestamptz
order by s.account_id, day.number, s.observed_at desc
