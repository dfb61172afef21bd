delete from topic
where client_id = %(client_id)s::bigint and topic_id = %(topic_id)s::bigint
returning topic_id, name, words, created_at
