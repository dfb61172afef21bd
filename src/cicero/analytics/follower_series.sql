-- For each bucket of the period: over how many accounts its last samples add up to what, and their growth.
--
-- A bucket without a sample of an account says nothing of it: nothing is carried over from the day before.
-- Growth is from the last sample before the bucket, at most 7 days and at most the bucket's length before it,
-- else from the first sample in its first quarter, to its last sample, as over a whole period.
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
opened as (
    select account_id, bucket,
           case when observed_at = start then followers
                when before_at >= start - least(interval '7 days', until - start) then before
                when observed_at <= start + least(interval '7 days', (until - start) / 4) then followers
           end as followers,
           case when observed_at > start and before_at >= start - least(interval '7 days', until - start)
                then before_at else observed_at
           end as observed_at
    from placed
    where opens and bucket > 0
),
closed as (
    select account_id, bucket, followers, observed_at,
           observed_at >= least(until, now()) - least(interval '7 days', until - start) as late_enough
    from placed
    where closes and bucket > 0
)
select c.bucket, count(*) as known, sum(c.followers)::bigint as followers,
       count(*) filter (where c.late_enough and c.observed_at > o.observed_at and o.followers is not null) as grown,
       sum(c.followers - o.followers)
           filter (where c.late_enough and c.observed_at > o.observed_at)::bigint as growth,
       sum(o.followers) filter (where c.late_enough and c.observed_at > o.observed_at)::bigint as grown_from,
       (select count(distinct account_id) from closed) as accounts
from closed c
join opened o using (account_id, bucket)
group by c.bucket
order by c.bucket
