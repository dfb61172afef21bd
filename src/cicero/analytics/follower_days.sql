-- For each account and day (numbered from 1 January 2001 by the zone's clock): the last follower count seen on it.
select distinct on (account_id, day) account_id, day, followers, observed_at
from (
    select s.account_id, s.followers, s.observed_at,
           floor(date_part('epoch', s.observed_at - (%(midnights)s::timestamptz[])[
               width_bucket(s.observed_at, %(turns)s::timestamptz[])
           ]) / 86400)::int as day
    from account_snapshot s
    where s.account_id = any(%(accounts)s::bigint[]) and s.followers is not null
      and s.observed_at >= %(start)s::timestamptz and s.observed_at < %(end)s::timestamptz
) sample
order by account_id, day, observed_at desc
