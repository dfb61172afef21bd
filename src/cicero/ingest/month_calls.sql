-- Calls of this month and of the last seven days, and since when there are books.
select s.name, s.budget, s.price, s.balanced_at,
       coalesce(sum(c.calls) filter (where c.day >= date_trunc('month', %(at)s::timestamptz at time zone 'UTC')), 0)::bigint
           as month_calls,
       coalesce(sum(c.calls) filter (
           where c.day > (%(at)s::timestamptz at time zone 'UTC')::date - 7 and c.purpose <> 'backfill'), 0)::bigint
           as week_calls,
       min(c.day) filter (where c.day > (%(at)s::timestamptz at time zone 'UTC')::date - 7) as week_since,
       q.remaining, q.resets_at
from source s
left join source_calls c on c.name = s.name
left join lateral (
    select remaining, resets_at
    from source_quota
    where name = s.name and remaining is not null
    order by hour desc
    limit 1
) q on true
group by s.name, q.remaining, q.resets_at
