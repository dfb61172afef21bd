select exists (select from person where email = %(email)s)
