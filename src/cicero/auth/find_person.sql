select person_id, username, name, is_admin, language, theme, zone, email from person where username = %(username)s
