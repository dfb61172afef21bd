-- The version of what is known of these accounts, and the answer that was kept for it. The order in which
-- changes are added up does not matter. `shared`: what this transaction sees of them is what all others see. It
-- is not when the transaction changed something itself, or when it may not see each of the accounts.
-- The body is left out for who holds that answer already.
with known as materialized (
    select coalesce(bit_xor(hashint8extended(c.change, c.account_id)), 0) as version,
           coalesce(bool_or(c.change = pg_current_xact_id_if_assigned()::text::bigint), false) as own
    from account_change c
    where c.account_id = any(%(accounts)s::bigint[])
),
asked as materialized (
    select version,
           not own and (
               select count(*) from account a where a.account_id = any(%(accounts)s::bigint[])
           ) = %(count)s::bigint as shared
    from known
)
select asked.version, asked.shared, kept.answer,
       case when kept.answer is distinct from %(held)s::uuid then kept.body end as body
from asked
left join lateral (
    select r.answer, r.body
    from result r
    where asked.shared
      and r.question = %(question)s::uuid and r.version = asked.version
      and r.made_at > now() - %(life)s::interval
    order by r.made_at desc
    limit 1
) kept on true
