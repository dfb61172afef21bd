-- For each account and day: its posts against what the account's posts of that kind at that hour usually get.
--
-- A day is numbered from 1 January 2001, a Monday, by the zone's clock. `usual` is the account's median of the
-- kind over all the days asked for, times what posts at that hour of the day do better: a median as well, drawn
-- towards 1 as if 8 more posts had been usual ones. A post is ripe when it was last looked at 3 days or more after it
-- was published; a younger one still grows, so its figures stand apart. `performance` adds up logarithms of
-- interactions ÷ usual, each with 1 added, so that a post without any has one too.
with asked as (
    select p.account_id, p.post_id, coalesce(p.kind, '') as kind, p.observed_at,
           p.observed_at >= p.published_at + interval '3 days' as ripe,
           floor(date_part('epoch', p.published_at - (%(midnights)s::timestamptz[])[
               width_bucket(p.published_at, %(turns)s::timestamptz[])
           ]) / 3600)::int as hour,
           p.likes + p.comments + case when p.pattern >= 64 then p.shares else 0 end as interactions
    from post p
    where p.account_id = any(%(accounts)s::bigint[])
      and p.published_at >= %(start)s::timestamptz and p.published_at < %(end)s::timestamptz
),
typical as (
    select account_id, kind, percentile_cont(0.5) within group (order by interactions) as usual
    from asked
    where ripe and interactions is not null
    group by account_id, kind
),
of_kind as (
    select asked.*, t.usual as of_kind, ln((interactions + 1)::float8 / (t.usual + 1)) as performance
    from asked
    left join typical t on t.account_id = asked.account_id and t.kind = asked.kind
),
hourly as (
    select account_id, hour %% 24 as hour,
           percentile_cont(0.5) within group (order by performance) * count(*) / (count(*) + 8) as adds
    from of_kind
    where ripe and performance is not null
    group by account_id, hour %% 24
),
compared as (
    select k.account_id, k.post_id, k.hour / 24 as day, k.observed_at, k.ripe, k.interactions,
           k.of_kind * exp(coalesce(h.adds, 0)) as usual, k.performance - coalesce(h.adds, 0) as performance
    from of_kind k
    left join hourly h on h.account_id = k.account_id and h.hour = k.hour %% 24
)
select account_id, day, count(*) as posts,
       count(performance) filter (where ripe) as ripe,
       coalesce(sum(performance) filter (where ripe), 0) as ripe_performance,
       coalesce(sum(interactions) filter (where ripe and usual is not null), 0)::bigint as ripe_interactions,
       coalesce(sum(usual) filter (where ripe and interactions is not null), 0) as ripe_usual,
       count(performance) as known,
       coalesce(sum(performance), 0) as performance,
       coalesce(sum(interactions) filter (where usual is not null), 0)::bigint as interactions,
       coalesce(sum(usual) filter (where interactions is not null), 0) as usual,
       max(interactions) filter (where usual is not null) as most,
       (array_agg(post_id order by interactions desc nulls last, post_id))[1] as leading,
       min(observed_at) as oldest, max(observed_at) as newest
from compared
group by account_id, day
order by account_id, day
