select o.account_id
from collection o
join account a on a.account_id = o.account_id
where o.backfill in ('todo', 'running')
  and o.backfill_due_at <= %(at)s::timestamptz
  and o.state not in ('private', 'gone')
  and o.list_at is not null
  and a.platform = any(%(platforms)s::text[])
  and exists (select from client_account ca where ca.account_id = o.account_id)
order by o.backfill_due_at
limit %(limit)s::integer
