-- For each bucket of the period: over how many accounts its last samples add up to what, and their growth.
--
-- A bucket without a sample of an account says nothing of it: nothing is carried over from the day before.
-- Growth is from the last sample before the bucket, at most 7 days and at most the bucket's length before it,
-- else from the first sample in its first quarter, to its last sample, as over a whole period.
-- Of an account's samples, in order in an array, `before` come before the bucket and `last` is its last one.
with bucket as materialized (
    select bucket, start, start - far as earliest, start + least(far, (until - start) / 4) as latest,
           least(until, now()) - far as late_enough,
           start - interval '1 microsecond' as before_start, until - interval '1 microsecond' as before_end
    from unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[]) with ordinality as b (start, until, bucket)
    cross join lateral (select least(interval '7 days', until - start) as far) f
),
history as materialized (
    select account_id, concatenated(times order by month) as times, concatenated(followers order by month) as followers
    from follower_history
    where account_id = any(%(accounts)s::bigint[])
      and month between month_of(%(start)s::timestamptz - interval '7 days') and month_of(%(end)s::timestamptz)
    group by account_id
),
placed as (
    select h.account_id, h.times, h.followers, b.*, width_bucket(before_start, times) as before,
           width_bucket(before_end, times) as last
    from history h
    cross join bucket b
    offset 0 -- each place is looked for once
),
opened as (
    select bucket, account_id, start, late_enough, times[last] as closed_at, followers[last] as closing,
           times[before] as before_at, times[before] >= earliest as from_before, followers[before] as before,
           times[before + 1] as first_at, followers[before + 1] as first, latest
    from placed
    where last > before
    offset 0
),
told as (
    select bucket, account_id, closing,
           case when first_at = start then first when from_before then before
                when first_at <= latest then first end as opening,
           closed_at >= late_enough
           and closed_at > case when first_at > start and from_before then before_at else first_at end as grown
    from opened
)
select bucket, count(*) as known, total(closing) as followers,
       count(opening) filter (where grown) as grown,
       total(closing - opening) filter (where grown) as growth,
       total(opening) filter (where grown) as grown_from,
       (select count(*) from history where width_bucket(%(end)s::timestamptz - interval '1 microsecond', times)
               > width_bucket(%(start)s::timestamptz - interval '1 microsecond', times)) as accounts
from told
group by bucket
order by bucket
