-- For each bucket of the period: over how many accounts its last samples add up to what, and their growth.
--
-- A bucket without a sample of an account says nothing of it: nothing is carried over from the day before.
-- Growth is from the last sample before the bucket, at most 7 days and at most the bucket's length before it,
-- else from the first sample in its first quarter, to its last sample, as over a whole period.
-- One pass in order of time: each bucket of an account has one sample that opens and one that closes it.
with sample as (
    select s.account_id, s.observed_at, s.followers,
           width_bucket(s.observed_at, %(starts)s::timestamptz[]) as bucket
    from account_snapshot s
    where s.account_id = any(%(accounts)s::bigint[])
      and s.followers is not null
      and s.observed_at >= %(start)s::timestamptz - interval '7 days'
      and s.observed_at < %(end)s::timestamptz
),
placed as (
    select sample.*,
           lag(bucket) over by_time is distinct from bucket as opens,
           lead(bucket) over by_time is distinct from bucket as closes,
           lag(observed_at) over by_time as before_at,
           lag(followers) over by_time as before,
           (%(starts)s::timestamptz[])[bucket] as start,
           (%(ends)s::timestamptz[])[bucket] as until
    from sample
    window by_time as (partition by account_id order by observed_at)
),
told as (
    select account_id, bucket, opens, closes, followers, observed_at,
           case when observed_at = start then followers
                when before_at >= start - least(interval '7 days', until - start) then before
                when observed_at <= start + least(interval '7 days', (until - start) / 4) then followers
           end as opening,
           case when observed_at > start and before_at >= start - least(interval '7 days', until - start)
                then before_at else observed_at
           end as opened_at,
           observed_at >= least(until, now()) - least(interval '7 days', until - start) as late_enough
    from placed
    where bucket > 0 and (opens or closes)
),
filled as (
    select account_id, bucket,
           max(followers) filter (where closes) as closing,
           max(observed_at) filter (where closes) as closed_at,
           bool_or(late_enough) filter (where closes) as late_enough,
           max(opening) filter (where opens) as opening,
           max(opened_at) filter (where opens) as opened_at
    from told
    group by account_id, bucket
)
select bucket, count(*) as known, sum(closing)::bigint as followers,
       count(*) filter (where late_enough and closed_at > opened_at and opening is not null) as grown,
       sum(closing - opening) filter (where late_enough and closed_at > opened_at)::bigint as growth,
       sum(opening) filter (where late_enough and closed_at > opened_at)::bigint as grown_from,
       (select count(distinct account_id) from filled) as accounts
from filled
group by bucket
order by bucket
