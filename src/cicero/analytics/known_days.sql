-- From when until when the posts of each account are known: outside of it a day without posts says nothing.
select a.account_id, first.published_at as since, a.seen_at as until
from account a
cross join lateral (
    select p.published_at
    from post p
    where p.account_id = a.account_id
    order by p.published_at
    limit 1
) first
where a.account_id = any(%(accounts)s::bigint[])
