-- Takes the source's next slot: `wait` is how many seconds to let pass, so that all processes together keep to
-- its calls per minute. The call is entered in the books before it leaves, so that a killed one is counted too.
with slot as (
    update source s
    set next_call_at = greatest(s.next_call_at, clock_timestamp()) + make_interval(secs => 60.0 / s.per_minute)
    where s.name = %(name)s
      and s.enabled
      and (s.retry_at is null or s.retry_at <= %(at)s::timestamptz or %(anyway)s::boolean)
      and (s.budget is null or s.budget > (
          select coalesce(sum(c.calls), 0)
          from source_calls c
          where c.name = s.name and c.day >= date_trunc('month', %(at)s::timestamptz at time zone 'UTC')
      ))
    returning s.name,
              extract(epoch from s.next_call_at - clock_timestamp())::float8 - 60.0 / s.per_minute as wait
), entered as (
    insert into source_calls as c (name, day, purpose, calls)
    select name, (%(at)s::timestamptz at time zone 'UTC')::date, %(purpose)s, 1 from slot
    on conflict (name, day, purpose) do update set calls = c.calls + 1
)
select greatest(wait, 0)::float8 from slot
