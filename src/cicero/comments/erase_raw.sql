delete from raw_payload
where account_id = %(account_id)s::bigint and fetched_at = %(fetched_at)s::timestamptz and source = %(source)s
  and endpoint = %(endpoint)s and digest = %(digest)s::bytea
