-- The earliest post known of each account: one probe of the index for each.
select asked.account_id, first.published_at
from unnest(%(accounts)s::bigint[]) as asked (account_id)
cross join lateral (
    select p.published_at
    from post p
    where p.account_id = asked.account_id
    order by p.published_at
    limit 1
) first
