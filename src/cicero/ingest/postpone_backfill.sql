update collection
set backfill_due_at = %(due_at)s::timestamptz
where account_id = %(account_id)s::bigint
