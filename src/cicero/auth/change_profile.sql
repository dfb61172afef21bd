update person
set name = %(name)s, language = %(language)s, theme = %(theme)s, zone = %(zone)s
where person_id = %(person_id)s::bigint
