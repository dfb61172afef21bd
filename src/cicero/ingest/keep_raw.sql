insert into raw_payload (account_id, fetched_at, source, endpoint, digest, body)
values (%(account_id)s::bigint, %(fetched_at)s::timestamptz, %(source)s, %(endpoint)s, %(digest)s::bytea, %(body)s::bytea)
on conflict do nothing
