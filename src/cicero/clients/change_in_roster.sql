-- A handle that it gives up is remembered, unless it was there for less than a day.
with before as (
    select * from roster_member where client_id = %(client_id)s::bigint and member_id = %(member_id)s::bigint
), given_up as (
    insert into roster_former_handle (client_id, member_id, platform, handle, until)
    select b.client_id, b.member_id, h.platform, h.handle, now()
    from before b
    cross join lateral (
        values ('instagram', b.instagram, %(instagram)s::text, b.instagram_since),
               ('tiktok', b.tiktok, %(tiktok)s::text, b.tiktok_since)
    ) h (platform, handle, fresh, since)
    where h.handle is not null and h.handle is distinct from h.fresh and h.since < now() - interval '1 day'
    on conflict (client_id, member_id, platform, handle) do update set until = excluded.until
)
update roster_member m
set code = %(code)s, name = %(name)s, title = %(title)s, division = %(division)s, email = %(email)s,
    instagram = %(instagram)s::text, tiktok = %(tiktok)s::text, active = %(active)s::boolean,
    joined_on = %(joined_on)s::date,
    instagram_since = case when %(instagram)s::text is null then null
                           when b.instagram = %(instagram)s::text then b.instagram_since else now() end,
    tiktok_since = case when %(tiktok)s::text is null then null
                        when b.tiktok = %(tiktok)s::text then b.tiktok_since else now() end
from before b
where m.client_id = b.client_id and m.member_id = b.member_id
