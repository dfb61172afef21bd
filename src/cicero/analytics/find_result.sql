-- The version of what is known of these accounts, and the answer that was kept for it. The order in which
-- changes are added up does not matter. `own`: the transaction changed something of them itself, so that it sees
-- what others do not. The body is left out for who holds that answer already.
with known as materialized (
    select coalesce(bit_xor(hashint8extended(c.change, c.account_id)), 0) as version,
           coalesce(bool_or(c.change = pg_current_xact_id_if_assigned()::text::bigint), false) as own
    from account_change c
    where c.account_id = any(%(accounts)s::bigint[])
)
select known.version, known.own, kept.answer,
       case when kept.answer is distinct from %(held)s::uuid then kept.body end as body
from known
left join lateral (
    select r.answer, r.body
    from result r
    where not known.own
      and r.question = %(question)s::uuid and r.version = known.version
      and r.made_at > now() - %(life)s::interval
    order by r.made_at desc
    limit 1
) kept on true
