-- What is too old to be given, and the oldest of what is more than fits.
with aged as (
    select ctid as row, made_at, sum(octet_length(body)) over (order by made_at desc, ctid) as bytes
    from result
)
delete from result r
using aged
where r.ctid = aged.row
  and (aged.made_at <= now() - %(life)s::interval or aged.bytes > %(bytes)s::bigint)
