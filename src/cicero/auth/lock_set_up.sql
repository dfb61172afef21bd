-- "set up" in ASCII
select pg_advisory_xact_lock(126879577175408::bigint)
