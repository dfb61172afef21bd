insert into source_quota as q (name, hour, observed_at, plan_limit, remaining, resets_at)
values (%(name)s, date_trunc('hour', %(at)s::timestamptz, 'UTC'), %(at)s::timestamptz, %(limit)s::bigint,
        %(remaining)s::bigint, %(resets_at)s::timestamptz)
on conflict (name, hour) do update
set observed_at = excluded.observed_at, plan_limit = excluded.plan_limit, remaining = excluded.remaining,
    resets_at = excluded.resets_at
where q.observed_at <= excluded.observed_at
