insert into picture as k (
    account_id, post_id, state, media_type, body, width, height, bytes, fetched_at, link, path
)
values (
    %(account_id)s::bigint, %(post_id)s::bigint, 'kept', %(media_type)s::text, %(body)s::bytea,
    %(width)s::integer, %(height)s::integer, octet_length(%(body)s::bytea), %(at)s::timestamptz,
    md5(%(link)s::text)::uuid, md5(link_path(%(link)s::text))::uuid
)
on conflict (account_id, post_id) do update set
    state = excluded.state,
    media_type = excluded.media_type,
    body = excluded.body,
    width = excluded.width,
    height = excluded.height,
    bytes = excluded.bytes,
    fetched_at = excluded.fetched_at,
    link = excluded.link,
    path = excluded.path,
    failures = 0,
    retry_at = null
