update collection
set state = 'ok', message = %(message)s::text, failures = 0,
    state_since = case when state = 'ok' then state_since else %(at)s::timestamptz end,
    list_at = %(at)s::timestamptz,
    list_due_at = %(list_due_at)s::timestamptz,
    list_depth = %(list_depth)s::integer,
    list_details = %(list_details)s::bigint[],
    page_size = coalesce(%(page_size)s::real, page_size)
where account_id = %(account_id)s::bigint
