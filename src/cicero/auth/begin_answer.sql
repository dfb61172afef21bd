-- False while another transaction answers a request with the same key: it lets go when it ends, however it does.
select pg_try_advisory_xact_lock(
    hashtextextended('idempotency ' || %(person_id)s::bigint || ' ' || %(key)s::text, 0)
)
