update credential c
set password_hash = %(password_hash)s, changed_at = now()
from person p
where p.person_id = c.person_id and p.username = %(username)s
