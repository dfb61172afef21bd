update collection
set state = %(state)s, message = %(message)s::text,
    state_since = case when state = %(state)s then state_since else %(at)s::timestamptz end,
    failures = 0,
    profile_at = %(at)s::timestamptz,
    profile_due_at = %(profile_due_at)s::timestamptz,
    list_due_at = coalesce(%(list_due_at)s::timestamptz, list_due_at)
where account_id = %(account_id)s::bigint
