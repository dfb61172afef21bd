-- From the indexes alone; a post that two own accounts made together counts once.
select (
        select count(*) from roster_member where client_id = %(client_id)s::bigint and active
    ) as members,
    count(distinct p.post_id) filter (where a.platform = 'instagram') as instagram,
    count(distinct p.post_id) filter (where a.platform = 'tiktok') as tiktok
from client_account w
join account a on a.account_id = w.account_id
join post p on p.account_id = w.account_id
where w.client_id = %(client_id)s::bigint and w.role = 'own'
  and p.published_at >= %(start)s::timestamptz and p.published_at < %(end)s::timestamptz
  and not exists (
      select
      from post d
      where d.account_id = p.account_id and d.published_at = p.published_at and d.post_id = p.post_id
        and d.deleted_at is not null
  )
