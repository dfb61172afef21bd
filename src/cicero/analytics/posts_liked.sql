-- Posts to take part in; of how many it is known who did: asked about, or nobody by the network's own count.
with posted as materialized (
    select distinct on (p.post_id) p.account_id, p.post_id, p.likes
    from client_account w
    join post p on p.account_id = w.account_id
    where w.client_id = %(client_id)s::bigint and w.role = 'own' and p.platform = %(platform)s
      and p.published_at >= %(start)s::timestamptz and p.published_at < %(end)s::timestamptz
      and p.deleted_at is null
    order by p.post_id, p.first_seen_at, p.account_id
)
select count(*) as posts, count(*) filter (where p.likes = 0 or c.failures = 0 or c.seen > 0) as looked
from posted p
left join liker_collection c on c.account_id = p.account_id and c.post_id = p.post_id
