insert into liker_collection as c (account_id, post_id, collected_at, counted, seen, failures)
select %(account_id)s::bigint, %(post_id)s::bigint, %(at)s::timestamptz, %(counted)s::bigint, count(*),
       %(failed)s::boolean::integer
from post_liker
where account_id = %(account_id)s::bigint and post_id = %(post_id)s::bigint
on conflict (account_id, post_id) do update
set collected_at = excluded.collected_at, counted = excluded.counted, seen = excluded.seen,
    failures = case when %(failed)s::boolean then c.failures + 1 else 0 end
