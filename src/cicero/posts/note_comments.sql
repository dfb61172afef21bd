insert into comment_collection as c (account_id, post_id, collected_at, counted, collected, complete, failures)
select %(account_id)s::bigint, %(post_id)s::bigint, %(at)s::timestamptz, %(counted)s::bigint, count(*),
       %(complete)s::boolean, %(failed)s::boolean::integer
from comment
where account_id = %(account_id)s::bigint and post_id = %(post_id)s::bigint and deleted_at is null
on conflict (account_id, post_id) do update
set collected_at = excluded.collected_at, counted = excluded.counted, collected = excluded.collected,
    complete = excluded.complete, failures = case when %(failed)s::boolean then c.failures + 1 else 0 end
returning collected
