-- Written when it tells something new, not for each of many calls a second. The quota is the hour's last reading.
with source_noted as (
    update source
    set state = 'ok', message = null, failures = 0, retry_at = null,
        state_since = case when state = 'ok' then state_since else %(at)s::timestamptz end,
        last_success_at = greatest(last_success_at, %(at)s::timestamptz)
    where name = %(name)s
)
insert into source_quota as q (name, hour, observed_at, plan_limit, remaining, resets_at)
select %(name)s::text, date_trunc('hour', %(at)s::timestamptz, 'UTC'), %(at)s::timestamptz, %(limit)s::bigint,
       %(remaining)s::bigint, %(resets_at)s::timestamptz
where coalesce(%(limit)s::bigint, %(remaining)s::bigint) is not null
on conflict (name, hour) do update
set observed_at = excluded.observed_at, plan_limit = excluded.plan_limit, remaining = excluded.remaining,
    resets_at = excluded.resets_at
where q.observed_at <= excluded.observed_at
