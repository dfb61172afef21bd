insert into accuracy as a (account_id, day, source, basis, metric, age, n, equal, within_1pct, relative_sum)
select %(account_id)s::bigint, (%(at)s::timestamptz at time zone 'UTC')::date, %(source)s, i.*
from unnest(
    %(basis)s::text[], %(metric)s::text[], %(age)s::integer[], %(n)s::bigint[], %(equal)s::bigint[],
    %(within_1pct)s::bigint[], %(relative_sum)s::double precision[]
) as i (basis, metric, age, n, equal, within_1pct, relative_sum)
on conflict (account_id, day, source, basis, metric, age) do update
set n = a.n + excluded.n, equal = a.equal + excluded.equal,
    within_1pct = a.within_1pct + excluded.within_1pct, relative_sum = a.relative_sum + excluded.relative_sum
