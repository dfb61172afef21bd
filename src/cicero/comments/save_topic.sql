insert into topic (client_id, name, words)
values (%(client_id)s::bigint, %(name)s, %(words)s::text[])
returning topic_id, name, words, created_at
