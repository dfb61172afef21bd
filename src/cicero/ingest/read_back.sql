-- Further back than before begins anew from the top: posts that are here already are only refreshed by it.
update collection
set backfill = case when %(until)s::timestamptz is null then 'off' else 'todo' end,
    backfill_until = coalesce(%(until)s::timestamptz, backfill_until),
    backfill_cursor = null, backfill_pages = 0, backfill_posts = 0, backfill_oldest = null,
    backfill_tries = 0, backfill_message = null, backfill_due_at = %(at)s::timestamptz
where account_id = %(account_id)s::bigint
