with made as (
    insert into person (username, name, is_admin, email, language)
    values (%(username)s, %(name)s, %(is_admin)s::boolean, %(email)s, coalesce(%(language)s, 'en'))
    on conflict do nothing
    returning person_id, username, name, is_admin, language, theme, zone, email
), kept as (
    insert into credential (person_id, password_hash) select person_id, %(password_hash)s from made
)
select * from made
