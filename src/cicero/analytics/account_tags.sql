-- The tags that each account used in the period, with on how many posts; one that stands in two years, twice.
select account_id, array_agg(tag) as tags, array_agg(high - low) as posts
from (
    select account_id, tag, width_bucket(%(start)s::int - 1, minutes) as low,
           width_bucket(%(end)s::int - 1, minutes) as high
    from tag_use
    where account_id = any(%(accounts)s::bigint[])
      and sign = %(sign)s::text
      and year between %(first_year)s::int and %(last_year)s::int
    offset 0
) used
where high > low
group by account_id
