-- The one of a token, else those that wait (at one client, or at all). One is over, too, when who invited may
-- not any more: administrators may anywhere, managers at their client.
select i.invitation_id, i.email, i.client_id, c.name as client, c.slug, c.language, i.role, i.is_admin,
       inviter.name as invited_by, i.created_at, i.expires_at,
       case
           when i.accepted_at is not null then 'used'
           when i.withdrawn_at is not null or inviter.may is not true then 'withdrawn'
           when i.expires_at <= now() then 'expired'
           else 'open'
       end as state
from invitation i
left join client c using (client_id)
left join lateral (
    select p.name, p.disabled_at is null and (p.is_admin or not i.is_admin and exists (
        select from client_person m
        where m.client_id = i.client_id and m.person_id = p.person_id and m.role = 'manager'
    )) as may
    from person p
    where p.person_id = i.invited_by
) inviter on true
where i.token_hash = %(token_hash)s::bytea
    or %(token_hash)s::bytea is null and i.accepted_at is null and i.withdrawn_at is null
        and (%(client_id)s::bigint is null or i.client_id = %(client_id)s::bigint)
order by i.created_at desc, i.invitation_id desc
limit 200
