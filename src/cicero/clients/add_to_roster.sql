insert into roster_member (
    client_id, code, name, title, division, email, instagram, tiktok, instagram_since, tiktok_since, active, joined_on
)
values (
    %(client_id)s::bigint, %(code)s, %(name)s, %(title)s, %(division)s, %(email)s, %(instagram)s, %(tiktok)s,
    case when %(instagram)s::text is not null then now() end, case when %(tiktok)s::text is not null then now() end,
    %(active)s::boolean, %(joined_on)s::date
)
returning member_id
