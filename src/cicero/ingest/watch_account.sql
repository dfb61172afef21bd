insert into collection (account_id, profile_due_at, list_due_at, comments_due_at, backfill_until, backfill_due_at, state_since)
values (%(account_id)s::bigint, %(at)s::timestamptz, %(at)s::timestamptz, %(at)s::timestamptz,
        %(until)s::timestamptz, %(at)s::timestamptz, %(at)s::timestamptz)
on conflict do nothing
