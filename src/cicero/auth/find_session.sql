select p.person_id, p.username, p.name, p.is_admin, p.language, p.theme,
       s.last_seen_at < now() - interval '1 minute' as idle
from session s
join person p using (person_id)
where s.token_hash = %(token_hash)s::bytea and s.expires_at > now()
