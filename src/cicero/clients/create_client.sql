insert into client (slug, name, zone, language)
values (%(slug)s, %(name)s, %(zone)s, %(language)s)
on conflict (slug) do nothing
returning client_id, slug, name, zone, language
