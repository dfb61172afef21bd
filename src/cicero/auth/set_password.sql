update person
set password_hash = %(password_hash)s
where username = %(username)s
