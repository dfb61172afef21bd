select p.person_id, p.username, p.name, p.is_admin, p.language, p.theme, p.zone, p.email, p.created_at,
       p.disabled_at, coalesce(c.totp_since is not null, false) as totp,
       (select max(s.last_seen_at) from session s where s.person_id = p.person_id) as last_seen_at,
       (select count(*) from session s where s.person_id = p.person_id and s.expires_at > now()) as sessions,
       (select count(*) from api_key k where k.person_id = p.person_id and k.revoked_at is null
            and (k.expires_at is null or k.expires_at > now())) as keys,
       p.total
from (
    select person.*, count(*) over () as total
    from person
    where (%(person_id)s::bigint is null or person_id = %(person_id)s::bigint)
        and strpos(lower(concat_ws(' ', name, username, email)), lower(%(search)s)) > 0
    order by lower(name), person_id
    limit %(limit)s::int offset %(offset)s::int
) p
left join credential c using (person_id)
order by lower(p.name), p.person_id
