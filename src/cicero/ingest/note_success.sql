-- Written when it tells something new, not for each of many calls a second.
update source
set state = 'ok', message = null, failures = 0, retry_at = null,
    state_since = case when state = 'ok' then state_since else %(at)s::timestamptz end,
    last_success_at = greatest(last_success_at, %(at)s::timestamptz)
where name = %(name)s
  and (state <> 'ok' or failures > 0 or retry_at is not null or last_success_at is null
       or last_success_at < %(at)s::timestamptz - interval '1 minute')
