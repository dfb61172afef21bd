select client_id, slug, name, zone, language, colour from client where slug = %(slug)s
