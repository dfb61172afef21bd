insert into person (username, name, password_hash, is_admin)
values (%(username)s, %(name)s, %(password_hash)s, %(is_admin)s::boolean)
on conflict (username) do nothing
returning person_id, username, name, is_admin, language, theme
