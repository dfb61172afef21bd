-- The length of the session is what lies between last_seen_at and expires_at; both move on together.
-- Where another request of the session is at it, there is nothing left to do.
update session
set last_seen_at = now(), expires_at = now() + (expires_at - last_seen_at)
where token_hash = (
    select token_hash from session
    where token_hash = %(token_hash)s::bytea and last_seen_at < now() - interval '1 minute'
    for update skip locked
)
