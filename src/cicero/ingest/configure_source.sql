-- What is null stays as it is. A changed address or key is tried afresh.
insert into source as s (name, url, sealed_key, fallback_url, fallback_host, sealed_fallback_key, enabled, per_minute, budget)
values (%(name)s, coalesce(%(url)s::text, %(default_url)s::text), %(key)s::bytea, nullif(%(fallback_url)s::text, ''),
        nullif(%(fallback_host)s::text, ''), %(fallback_key)s::bytea, coalesce(%(enabled)s::boolean, true),
        coalesce(%(per_minute)s::integer, 60), nullif(%(budget)s::bigint, 0))
on conflict (name) do update
set url = coalesce(%(url)s::text, s.url),
    sealed_key = coalesce(%(key)s::bytea, s.sealed_key),
    fallback_url = nullif(coalesce(%(fallback_url)s::text, s.fallback_url), ''),
    fallback_host = nullif(coalesce(%(fallback_host)s::text, s.fallback_host), ''),
    sealed_fallback_key = coalesce(%(fallback_key)s::bytea, s.sealed_fallback_key),
    enabled = coalesce(%(enabled)s::boolean, s.enabled),
    per_minute = coalesce(%(per_minute)s::integer, s.per_minute),
    budget = nullif(coalesce(%(budget)s::bigint, s.budget), 0),
    state = 'untried', message = null, state_since = now(), retry_at = null, failures = 0
