select digest, status, media_type, body
from answered
where person_id = %(person_id)s::bigint and key = %(key)s::text
  and answered_at > now() - %(hours)s::int * interval '1 hour'
