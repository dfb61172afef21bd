select client_id, slug, name, zone, language from client where slug = %(slug)s
