-- The post of the period that did best against what its account usually gets with posts of that kind, and the one
-- that did worst. Usual is the median of the period and the 8 weeks before; of fewer than 5 posts none
-- is taken. Only posts last looked at 3 days or more after they were published can be the worst.
with asked as (
    select p.account_id, p.post_id, coalesce(p.kind, '') as kind, p.published_at,
           p.observed_at >= p.published_at + interval '3 days' as ripe,
           p.likes + p.comments + case when p.pattern >= 64 then p.shares else 0 end as interactions
    from post p
    where p.account_id = any(%(accounts)s::bigint[])
      and p.published_at >= %(start)s::timestamptz - interval '56 days'
      and p.published_at < %(end)s::timestamptz
      and (p.also_under is null or not p.also_under && %(accounts)s::bigint[])
),
typical as (
    select account_id, kind, percentile_cont(0.5) within group (order by interactions) as usual, count(*) as n
    from asked
    where ripe and interactions is not null
    group by account_id, kind
),
compared as (
    select asked.account_id, asked.post_id, asked.ripe, asked.interactions, t.usual, t.n as usual_n,
           asked.interactions / nullif(t.usual, 0) as times
    from asked
    join typical t on t.account_id = asked.account_id and t.kind = asked.kind
    where asked.published_at >= %(start)s::timestamptz and t.usual > 0 and t.n >= 5
      and asked.interactions is not null
),
chosen as (
    (select true as best, * from compared order by times desc, post_id limit 1)
    union all
    (select false, * from compared where ripe order by times, post_id limit 1)
)
select c.best, c.account_id, c.post_id, p.published_at, p.url, p.kind, c.interactions, c.usual, c.usual_n, c.times
from chosen c
join post p on p.account_id = c.account_id and p.post_id = c.post_id
order by c.best desc
