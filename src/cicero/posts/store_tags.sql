-- What these posts carry, by post and by account, tag and year. Of each year of a tag, what stands before the first
-- of these posts stays as it is and what stands after it comes from the row itself; only posts of the same minute
-- as one of these are read again, for their order and for whose interactions are unknown.
-- An edited caption no longer carries a tag: only the newest sample may say so.
with given as materialized (
    select p.account_id, p.post_id, p.published_at, p.moved_from, p.observed_at = i.observed_at as newest,
           i.captioned, i.hashtags, i.mentions,
           interactions_of(p.platform, p.likes, p.comments, p.shares) as interactions
    from json_to_recordset(%(tags)s::json) as i (
        account_id bigint, post_id bigint, observed_at timestamptz, captioned boolean, hashtags text[],
        mentions text[]
    )
    join post p on p.account_id = i.account_id and p.post_id = i.post_id
),
forgotten as (
    delete from post_tag t
    using given g
    where t.account_id = g.account_id
      and t.post_id = g.post_id
      and g.newest
      and g.captioned
      and t.tag <> all (case t.sign when '#' then g.hashtags else g.mentions end)
    returning t.account_id, t.post_id, t.sign, t.tag
),
added as (
    insert into post_tag (account_id, post_id, sign, tag)
    select g.account_id, g.post_id, tags.sign, tags.tag
    from given g
    cross join lateral (
        select '#' as sign, unnest(g.hashtags) as tag
        union all
        select '@', unnest(g.mentions)
    ) tags
    where g.newest
    order by 1, 2, 3, 4
    on conflict do nothing
    returning account_id, post_id, sign, tag
),
followed as (
    update post p
    set moved_from = null
    from given g
    where g.moved_from is not null and p.account_id = g.account_id and p.post_id = g.post_id
),
carried as materialized (
    select t.account_id, t.post_id, t.sign, t.tag, true as before, f.post_id is null as now
    from given g
    join post_tag t on t.account_id = g.account_id and t.post_id = g.post_id
    left join forgotten f
        on f.account_id = t.account_id and f.post_id = t.post_id and f.sign = t.sign and f.tag = t.tag
    union all
    select account_id, post_id, sign, tag, false, true
    from added
),
-- where they are to stand, and where they stood and are not to
place as materialized (
    select dense_rank() over (order by account_id, sign, tag, year)::int as line, stood.*
    from (
        select c.account_id, c.sign, c.tag, extract(year from at.published_at at time zone 'UTC')::int as year,
               floor(extract(epoch from at.published_at) / 60)::int as minute, at.published_at, c.post_id,
               g.interactions, at.stands
        from carried c
        join given g on g.account_id = c.account_id and g.post_id = c.post_id
        cross join lateral (values
            (g.published_at, true, c.now),
            (coalesce(g.moved_from, g.published_at), false, c.before and (g.moved_from is not null or not c.now))
        ) at (published_at, stands, wanted)
        where at.wanted
    ) stood
),
line as materialized (
    select l.*, coalesce(l.interactions[l.kept], 0) as base
    from (
        select k.*, u.minutes, u.posts, u.interactions, u.unknown,
               coalesce(width_bucket(k.touched[1] - 1, u.minutes), 0) as kept
        from (
            select line, account_id, sign, tag, year, array_agg(distinct minute order by minute) as touched
            from place
            group by line, account_id, sign, tag, year
        ) k
        left join tag_use u
            on u.account_id = k.account_id and u.sign = k.sign and u.tag = k.tag and u.year = k.year
        offset 0
    ) l
),
following as materialized (
    select l.line, l.account_id, e.minute, e.place, e.post_id, e.running - e.before as interactions,
           l.touched[width_bucket(e.minute, l.touched)] = e.minute as touched
    from line l
    cross join lateral unnest(
        l.minutes[l.kept + 1 :], l.posts[l.kept + 1 :], l.interactions[l.kept + 1 :],
        (0::bigint || l.interactions)[l.kept + 1 : cardinality(l.interactions)]
    ) with ordinality e (minute, post_id, running, before, place)
),
element as (
    select line, minute, null::timestamptz as published_at, place, post_id, interactions
    from following
    where not touched
    union all
    select f.line, f.minute, p.published_at, null, f.post_id,
           interactions_of(p.platform, p.likes, p.comments, p.shares)
    from following f
    join post p on p.account_id = f.account_id and p.post_id = f.post_id
    where f.touched
      and not exists (select from given g where g.account_id = f.account_id and g.post_id = f.post_id)
    union all
    select line, minute, published_at, null, post_id, interactions
    from place
    where stands
),
tail as (
    select line, array_agg(minute order by minute, published_at, place, post_id) as minutes,
           array_agg(post_id order by minute, published_at, place, post_id) as posts,
           array_agg(running order by minute, published_at, place, post_id) as interactions,
           array_agg(minute order by minute, published_at, place, post_id) filter (where interactions is null)
               as unknown
    from (
        select e.*, line.base + coalesce(total(e.interactions) over earlier, 0) as running
        from element e
        join line on line.line = e.line
        window earlier as (
            partition by e.line order by e.minute, e.published_at, e.place, e.post_id rows unbounded preceding
        )
    ) summed
    group by line
),
outcome as materialized (
    select now.*
    from (
        select l.line, l.account_id, l.sign, l.tag, l.year, l.minutes[: l.kept] || tail.minutes as minutes,
               l.posts[: l.kept] || tail.posts as posts,
               l.interactions[: l.kept] || tail.interactions as interactions,
               case when l.unknown is null then tail.unknown else nullif(array(
                   select minute
                   from unnest(l.unknown) minute
                   where l.touched[width_bucket(minute, l.touched)] is distinct from minute
                   union all
                   select unnest(tail.unknown)
                   order by 1
               ), '{}') end as unknown
        from line l
        left join tail on tail.line = l.line
        offset 0
    ) now
    join line l on l.line = now.line
    where (now.minutes, now.posts, now.interactions, now.unknown)
          is distinct from (l.minutes, l.posts, l.interactions, l.unknown)
),
gone as (
    delete from tag_use u
    using outcome o
    where u.account_id = o.account_id and u.sign = o.sign and u.tag = o.tag and u.year = o.year
      and o.minutes = '{}'
)
insert into tag_use (account_id, sign, tag, year, minutes, posts, interactions, unknown)
select account_id, sign, tag, year, minutes, posts, interactions, unknown
from outcome
where minutes <> '{}'
order by account_id, sign, tag, year
on conflict (account_id, sign, tag, year) do update
set minutes = excluded.minutes, posts = excluded.posts, interactions = excluded.interactions,
    unknown = excluded.unknown
