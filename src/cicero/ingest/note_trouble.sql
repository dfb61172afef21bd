-- A fault of ours may lie in reading the comments as well as in the rest.
update collection
set state = coalesce(%(state)s::text, state), message = %(message)s::text,
    state_since = case when state = coalesce(%(state)s::text, state) then state_since else %(at)s::timestamptz end,
    failures = failures + 1,
    profile_due_at = greatest(profile_due_at, %(due_at)s::timestamptz),
    list_due_at = greatest(list_due_at, %(due_at)s::timestamptz),
    comments_due_at = case
        when %(fault)s::boolean then greatest(comments_due_at, %(due_at)s::timestamptz)
        else comments_due_at
    end
where account_id = %(account_id)s::bigint
