-- A username may look like somebody else's address: the username leads.
select person_id, username, name, is_admin, language, theme, zone, email
from person
where (username = %(named)s or email = %(named)s) and email is not null and disabled_at is null
order by username = %(named)s desc
limit 1
