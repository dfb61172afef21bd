-- Two that store posts of one account take turns from here on: each gathers what the other has stored too.
-- 512 locks, whatever number of accounts; taken in one order. The transaction has a number from here on, by which
-- the gathering knows what it wrote itself.
select pg_advisory_xact_lock(7493, bucket), pg_current_xact_id()
from (
    select distinct (account_id %% 512)::int as bucket
    from unnest(%(accounts)s::bigint[]) account_id
    order by 1
) needed
