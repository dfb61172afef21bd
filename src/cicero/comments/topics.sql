select topic_id, name, words, created_at
from topic
where client_id = %(client_id)s::bigint
order by lower(name)
