insert into client_logo (client_id, media_type, body)
values (%(client_id)s::bigint, %(media_type)s, %(body)s::bytea)
on conflict (client_id) do update
set media_type = excluded.media_type, body = excluded.body, changed_at = clock_timestamp()
