-- The earliest post known of each group of accounts: a probe of the index per account, as in history_since.
select asked.number, min(first.published_at)
from unnest(%(accounts)s::bigint[], %(numbers)s::int[]) as asked (account_id, number)
cross join lateral (
    select p.published_at
    from post p
    where p.account_id = asked.account_id
    order by p.published_at
    limit 1
) first
group by asked.number
