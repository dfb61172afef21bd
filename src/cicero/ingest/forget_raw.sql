-- Some at a time, so that no statement holds much for long.
delete from raw_payload r
using (
    select account_id, fetched_at, source, endpoint, digest
    from raw_payload
    where fetched_at < %(before)s::timestamptz
    order by fetched_at
    limit %(limit)s::integer
) old
where (r.account_id, r.fetched_at, r.source, r.endpoint, r.digest)
      = (old.account_id, old.fetched_at, old.source, old.endpoint, old.digest)
