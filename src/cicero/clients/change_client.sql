-- A short name that it gives up leads on to the new one, until another client of that name is found under it.
with before as (
    select client_id, slug from client where client_id = %(client_id)s::bigint
), kept as (
    insert into client_former_slug (slug, client_id)
    select slug, client_id from before where slug <> %(slug)s
    on conflict (slug) do update set client_id = excluded.client_id
), taken_back as (
    delete from client_former_slug where slug = %(slug)s and client_id = %(client_id)s::bigint
)
update client
set slug = %(slug)s, name = %(name)s, zone = %(zone)s, language = %(language)s, colour = %(colour)s
where client_id = %(client_id)s::bigint
