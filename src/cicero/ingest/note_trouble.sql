update collection
set state = coalesce(%(state)s::text, state), message = %(message)s::text,
    state_since = case when state = coalesce(%(state)s::text, state) then state_since else %(at)s::timestamptz end,
    failures = failures + 1,
    profile_due_at = greatest(profile_due_at, %(due_at)s::timestamptz),
    list_due_at = greatest(list_due_at, %(due_at)s::timestamptz)
where account_id = %(account_id)s::bigint
