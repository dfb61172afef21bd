update collection
set backfill = %(backfill)s, backfill_cursor = %(cursor)s::text, backfill_tries = %(tries)s::integer,
    backfill_pages = backfill_pages + %(pages)s::integer, backfill_posts = backfill_posts + %(posts)s::integer,
    backfill_oldest = least(backfill_oldest, %(oldest)s::timestamptz), backfill_message = %(message)s::text,
    backfill_due_at = %(due_at)s::timestamptz, backfill_at = %(at)s::timestamptz
where account_id = %(account_id)s::bigint
