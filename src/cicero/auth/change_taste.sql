update person
set language = coalesce(%(language)s, language), theme = coalesce(%(theme)s, theme)
where person_id = %(person_id)s::bigint
