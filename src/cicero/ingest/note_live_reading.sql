insert into live_reading (account_id, read_at, posts)
values (%(account_id)s::bigint, %(at)s::timestamptz, %(posts)s::integer)
on conflict (account_id) do update set read_at = excluded.read_at, posts = excluded.posts
