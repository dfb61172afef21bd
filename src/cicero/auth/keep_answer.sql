insert into answered (person_id, key, digest, status, media_type, body)
values (
    %(person_id)s::bigint, %(key)s::text, %(digest)s::bytea, %(status)s::smallint, %(media_type)s::text,
    %(body)s::bytea
)
-- one that is there still is older than it is kept
on conflict (person_id, key) do update
set digest = excluded.digest, status = excluded.status, media_type = excluded.media_type, body = excluded.body,
    answered_at = now()
