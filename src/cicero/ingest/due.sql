-- Accounts with something to do now, the longest due first. `platforms` are those whose source can be asked.
select o.account_id
from collection o
join account a on a.account_id = o.account_id
where least(o.profile_due_at, o.list_due_at, o.comments_due_at) <= %(at)s::timestamptz
  and a.platform = any(%(platforms)s::text[])
  and exists (select from client_account ca where ca.account_id = o.account_id)
  and (
      o.profile_due_at <= %(at)s::timestamptz
      or (o.state not in ('private', 'gone')
          and (o.list_due_at <= %(at)s::timestamptz
               or (o.list_at is not null and o.comments_due_at <= %(at)s::timestamptz)))
  )
order by least(o.profile_due_at, o.list_due_at, o.comments_due_at)
limit %(limit)s::integer
