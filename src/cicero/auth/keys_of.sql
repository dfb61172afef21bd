select key_id, name, hint, scopes, clients, created_at, expires_at, last_used_at,
       coalesce(expires_at <= now(), false) as expired
from api_key
where person_id = %(person_id)s::bigint and revoked_at is null
order by key_id desc
