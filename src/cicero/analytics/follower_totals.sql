-- For each account: the last sample before the end of the period, and what it grew from.
--
-- `followers` is the last value known, however old (`as_of` tells). Growth is stricter, because it would
-- otherwise speak of another span than the period: it starts from the last sample before the period, at most
-- 7 days and at most the period's length before it, else from the first sample in the period's first quarter
-- (at most 7 days); and it ends with a sample in the period, at most 7 days and at most the period's length
-- before its end (or before now, while the period still runs).
with bounds as (
    select %(start)s::timestamptz as start, %(end)s::timestamptz as until,
           least(%(end)s::timestamptz, now()) as reached,
           least(interval '7 days', %(end)s::timestamptz - %(start)s::timestamptz) as far,
           least(interval '7 days', (%(end)s::timestamptz - %(start)s::timestamptz) / 4) as late
)
select a.account_id, a.platform, final.followers, final.observed_at,
       case when grown then first.followers end as grown_from,
       case when grown then final.followers - first.followers end as growth
from bounds
cross join account a
left join lateral (
    select s.followers, s.observed_at
    from account_snapshot s
    where s.account_id = a.account_id and s.observed_at < bounds.until and s.followers is not null
    order by s.observed_at desc
    limit 1
) final on true
left join lateral (
    (select s.followers, s.observed_at
     from account_snapshot s
     where s.account_id = a.account_id and s.followers is not null
       and s.observed_at <= bounds.start and s.observed_at >= bounds.start - bounds.far
     order by s.observed_at desc
     limit 1)
    union all
    (select s.followers, s.observed_at
     from account_snapshot s
     where s.account_id = a.account_id and s.followers is not null
       and s.observed_at > bounds.start and s.observed_at <= bounds.start + bounds.late
     order by s.observed_at
     limit 1)
    limit 1
) first on true
cross join lateral (
    select final.observed_at > first.observed_at
       and final.observed_at >= bounds.start
       and final.observed_at >= bounds.reached - bounds.far as grown
) checked
where a.account_id = any(%(accounts)s::bigint[])
order by a.account_id
