-- Posts at random, each as likely as any other: of accounts that are watched and can be read.
select p.account_id, p.post_id, p.code
from post p
join collection o on o.account_id = p.account_id
where p.platform = any(%(platforms)s::text[])
  and o.state = 'ok'
  and exists (select from client_account ca where ca.account_id = p.account_id)
  and p.published_at >= %(since)s::timestamptz
  and p.deleted_at is null
  and p.post_id > 0
order by random()
limit %(limit)s::integer
