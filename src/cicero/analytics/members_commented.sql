-- On how many of the client's own posts each active member commented, of those since they joined.
-- A post that two of its accounts made together counts once: as it stands under the one where it was seen first,
-- which has whatever the other has.
with posted as materialized (
    select distinct on (p.post_id) p.account_id, p.post_id, p.published_at
    from client_account w
    join post p on p.account_id = w.account_id
    where w.client_id = %(client_id)s::bigint and w.role = 'own' and p.platform = %(platform)s
      and p.published_at >= %(start)s::timestamptz and p.published_at < %(end)s::timestamptz
      and p.deleted_at is null
    order by p.post_id, p.first_seen_at, p.account_id
), member as materialized (
    select m.*, case %(platform)s when 'instagram' then m.instagram else m.tiktok end as handle,
           coalesce(m.joined_on::timestamp at time zone c.zone, '-infinity') as joined_at
    from roster_member m
    join client c on c.client_id = m.client_id
    where m.client_id = %(client_id)s::bigint and m.active
), handle as materialized (
    select member_id, handle, joined_at as since, timestamptz 'infinity' as until
    from member
    where handle is not null
    union all
    select f.member_id, f.handle, m.joined_at, f.until
    from roster_former_handle f
    join member m on m.member_id = f.member_id
    where f.client_id = %(client_id)s::bigint and f.platform = %(platform)s
), taken as (
    select member_id, count(*) as posts
    from (
        select distinct h.member_id, p.post_id
        from posted p
        join comment s on s.account_id = p.account_id and s.post_id = p.post_id
        join handle h on h.handle = s.author_handle
        where p.published_at >= h.since and p.published_at < h.until
    ) found
    group by member_id
), due as materialized (
    select joined_at, (select count(*) from posted p where p.published_at >= joined_at) as posts
    from (select distinct joined_at from member) days
)
select m.code, m.name, m.title, m.division, m.handle, due.posts, coalesce(t.posts, 0) as seen
from member m
join due using (joined_at)
left join taken t on t.member_id = m.member_id
order by seen desc, m.handle is null, m.code
