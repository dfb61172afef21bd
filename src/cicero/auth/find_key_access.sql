-- Whose key it is and what it may see: never more than its owner may at this moment.
select p.person_id, p.username, p.name, p.is_admin, p.language, p.theme, p.zone, p.email,
       k.key_id, k.hint, k.scopes, k.clients as only_clients,
       k.last_used_at is null or k.last_used_at < now() - interval '1 minute' as idle,
       array(select m.client_id from client_person m where m.person_id = p.person_id order by 1) as clients
from api_key k
join person p using (person_id)
where k.token_hash = %(token_hash)s::bytea
    and k.revoked_at is null
    and (k.expires_at is null or k.expires_at > now())
    and p.disabled_at is null
