select ca.account_id, a.renamed_from, a.renamed_at, c.state, c.message, c.state_since, c.failures,
       greatest(c.profile_at, c.list_at) as fetched_at, least(c.profile_due_at, c.list_due_at) as due_at,
       coalesce(c.backfill, 'off') as backfill, c.backfill_until, coalesce(c.backfill_pages, 0) as backfill_pages,
       coalesce(c.backfill_posts, 0) as backfill_posts, c.backfill_oldest, c.backfill_message, c.backfill_at
from client_account ca
join account a on a.account_id = ca.account_id
left join collection c on c.account_id = ca.account_id
where ca.client_id = any(%(clients)s::bigint[])
