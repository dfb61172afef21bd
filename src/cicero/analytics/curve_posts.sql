-- A post, and the last ones of its account and kind that were published before it, newest first.
with asked as (
    select * from post where account_id = %(account_id)s::bigint and post_id = %(post_id)s::bigint
)
select p.account_id, p.post_id, p.kind, p.published_at, p.observed_at
from asked p
union all
(select p.account_id, p.post_id, p.kind, p.published_at, p.observed_at
 from asked
 join post p on p.account_id = asked.account_id
            and p.kind is not distinct from asked.kind
            and (p.published_at, p.post_id) < (asked.published_at, asked.post_id)
 order by p.published_at desc, p.post_id desc
 limit %(limit)s::bigint)
order by published_at desc, post_id desc
