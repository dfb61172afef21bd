update source
set state = %(state)s, message = %(message)s::text, failures = failures + 1,
    state_since = case when state = %(state)s then state_since else %(at)s::timestamptz end,
    retry_at = %(retry_at)s::timestamptz,
    last_failure_at = greatest(last_failure_at, %(at)s::timestamptz)
where name = %(name)s
