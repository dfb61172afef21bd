-- The longest time without a follower sample of one of the accounts, within the period as far as it has passed.
with history as (
    select asked.account_id, h.times, width_bucket(%(start)s::timestamptz - interval '1 microsecond', h.times) as before,
           width_bucket(%(end)s::timestamptz - interval '1 microsecond', h.times) as last
    from unnest(%(accounts)s::bigint[]) as asked (account_id)
    left join (
        select account_id, concatenated(times order by month) as times
        from follower_history
        where account_id = any(%(accounts)s::bigint[])
          and month between month_of(%(start)s::timestamptz) and month_of(%(end)s::timestamptz)
        group by account_id
    ) h on h.account_id = asked.account_id
)
select max(till - since)
from history
cross join lateral unnest(
    %(start)s::timestamptz || times[before + 1 : last], times[before + 1 : last] || least(%(end)s::timestamptz, now())
) as between_samples (since, till)
where till >= since
