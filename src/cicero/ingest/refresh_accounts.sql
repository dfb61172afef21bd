-- Accounts that came with a file begin to be collected here too.
insert into collection as c (account_id, profile_due_at, list_due_at, comments_due_at, backfill_until, backfill_due_at, state_since)
select account_id, %(at)s::timestamptz, %(at)s::timestamptz, %(at)s::timestamptz, %(until)s::timestamptz,
       %(at)s::timestamptz, %(at)s::timestamptz
from unnest(%(accounts)s::bigint[]) as account_id
on conflict (account_id) do update
set profile_due_at = least(c.profile_due_at, excluded.profile_due_at),
    list_due_at = least(c.list_due_at, excluded.list_due_at),
    comments_due_at = least(c.comments_due_at, excluded.comments_due_at),
    backfill_due_at = least(c.backfill_due_at, excluded.backfill_due_at)
