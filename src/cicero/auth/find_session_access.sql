-- Whose session it is and what they may see, in one go.
select p.person_id, p.username, p.name, p.is_admin, p.language, p.theme, p.zone, p.email,
       s.session_id, s.last_seen_at < now() - interval '1 minute' as idle,
       array(select m.client_id from client_person m where m.person_id = p.person_id order by 1) as clients
from session s
join person p using (person_id)
where s.token_hash = %(token_hash)s::bytea and s.expires_at > now() and p.disabled_at is null
