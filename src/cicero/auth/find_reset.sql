-- Locked until the transaction ends: a link works once.
select p.person_id, p.username, p.name, p.is_admin, p.language, p.theme, p.zone, p.email
from password_reset r
join person p using (person_id)
where r.token_hash = %(token_hash)s::bytea and r.expires_at > now() and r.used_at is null and p.disabled_at is null
for update of r
