-- A list ended before it came down to what was known: what lies between is read as the past is.
update collection
set backfill = 'todo', backfill_cursor = null, backfill_tries = 0, backfill_oldest = null,
    backfill_until = case
        when backfill in ('todo', 'running') then least(backfill_until, %(until)s::timestamptz)
        else %(until)s::timestamptz
    end,
    backfill_due_at = %(at)s::timestamptz
where account_id = %(account_id)s::bigint
