-- Calls of this month, and of the last seven days by what they went into, with the newest word on the plan.
select s.name, s.budget,
       coalesce(sum(c.calls) filter (where c.day >= date_trunc('month', %(at)s::timestamptz at time zone 'UTC')), 0)::bigint
           as month_calls,
       coalesce(sum(c.calls) filter (where c.day > week.since), 0)::bigint as week_calls,
       coalesce(sum(c.calls) filter (where c.day > week.since and c.purpose not in ('list', 'backfill')), 0)::bigint
           as week_other_calls,
       min(c.day) filter (where c.day > week.since) as week_since,
       q.remaining, q.resets_at
from source s
cross join (select (%(at)s::timestamptz at time zone 'UTC')::date - 7 as since) week
left join source_calls c on c.name = s.name
left join lateral (
    select remaining, resets_at
    from source_quota
    where name = s.name and remaining is not null
    order by hour desc
    limit 1
) q on true
group by s.name, week.since, q.remaining, q.resets_at
