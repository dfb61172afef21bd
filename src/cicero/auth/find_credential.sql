select p.person_id, c.password_hash
from person p
join credential c using (person_id)
where p.username = %(username)s and p.disabled_at is null
