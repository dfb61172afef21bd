-- Newest first; a page goes on below the last one of the page before.
select session_id, created_at, last_seen_at, expires_at, user_agent, address
from session
where person_id = %(person_id)s::bigint and expires_at > now()
    and (%(before)s::bigint is null or session_id < %(before)s::bigint)
order by session_id desc
limit %(limit)s::int
