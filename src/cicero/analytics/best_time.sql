-- How posts of each hour of the week do against what their account usually gets with posts of that kind.
--
-- Three kinds of rows beside the whole: by weekday (1 Monday) and hour, by hour, by weekday. `index` is the median over
-- posts of interactions ÷ the account's median of the kind; `low` is what that is at least, by the place among
-- the ordered values that the sign test gives (%(places)s for up to 200 of them, the normal distribution
-- beyond). `rank_sum` adds up the posts' ranks among all. Posts last looked at within their first 3 days are left out.
with asked as (
    select p.account_id, coalesce(p.kind, '') as kind, p.observed_at,
           case when p.observed_at >= p.published_at + interval '3 days'
                then p.likes + p.comments + case when p.pattern >= 64 then p.shares else 0 end
           end as interactions,
           floor(date_part('epoch', p.published_at - (%(midnights)s::timestamptz[])[
               width_bucket(p.published_at, %(turns)s::timestamptz[])
           ]) / 3600)::int %% 168 as at
    from post p
    where p.account_id = any(%(accounts)s::bigint[])
      and p.published_at >= %(start)s::timestamptz and p.published_at < %(end)s::timestamptz
      and (p.also_under is null or not p.also_under && %(accounts)s::bigint[])
      and (cardinality(%(kinds)s::text[]) = 0 or p.kind = any(%(kinds)s::text[]))
),
typical as (
    select account_id, kind, percentile_cont(0.5) within group (order by interactions) as usual
    from asked
    where interactions is not null
    group by account_id, kind
),
compared as (
    select asked.at, asked.interactions / nullif(t.usual, 0) as times
    from asked
    join typical t on t.account_id = asked.account_id and t.kind = asked.kind
    where asked.interactions is not null and t.usual > 0
),
ranked as (
    select at / 24 + 1 as weekday, at %% 24 as hour, times,
           count(*) over same as same,
           rank() over (order by times) + (count(*) over same - 1) / 2.0 as place
    from compared
    window same as (partition by times)
)
select weekday, hour, count(*) as n,
       percentile_cont(0.5) within group (order by times) as index,
       (array_agg(times order by times))[
           case when count(*) <= 200 then (%(places)s::int[])[count(*)::int]
                else floor(count(*) / 2.0 - 0.8224 * sqrt(count(*)))::int
           end
       ] as low,
       coalesce(sum(place), 0)::float8 as rank_sum,
       coalesce(sum(same ^ 2 - 1), 0)::float8 as ties,
       (select count(*) from asked) as posts,
       (select min(observed_at) from asked) as oldest,
       (select max(observed_at) from asked) as newest
from ranked
group by grouping sets ((), (weekday, hour), (hour), (weekday))
order by weekday, hour
