select person_id, password_hash from person where username = %(username)s
