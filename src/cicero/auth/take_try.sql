-- A bucket that was never used is full. One that is empty is left as it is, so that asking on does not keep it so.
with level as (
    select least(%(most)s::float8, tries + greatest(extract(epoch from now() - at), 0) / %(every)s::float8) as tries
    from guess
    where bucket = %(bucket)s::bytea
), taken as (
    insert into guess as g (bucket, tries) values (%(bucket)s::bytea, %(most)s::float8 - 1)
    on conflict (bucket) do update
    set tries = least(
            %(most)s::float8, g.tries + greatest(extract(epoch from now() - g.at), 0) / %(every)s::float8
        ) - 1,
        at = greatest(now(), g.at)
    where g.tries + greatest(extract(epoch from now() - g.at), 0) / %(every)s::float8 >= 1
    returning tries
)
select exists (select from taken) as taken,
       coalesce((select tries from taken), (select tries from level), 0)::float8 as "left"
