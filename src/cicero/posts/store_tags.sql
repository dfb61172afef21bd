-- What these posts carry, by post and by account, tag and year. Of each year of a tag, what stands before the first
-- of these posts stays as it is, and what stands after it comes from the row itself; only posts of the same minute
-- as one of these are read again, for their order and for whose interactions are unknown.
-- Row by row, not by joins: nobody can tell the planner how many there will be.
with given as materialized (
    select p.account_id, p.post_id, p.published_at, p.moved_from, told.*, known.*,
           -- an edited caption no longer carries a tag: only the newest sample may say so
           newest and i.captioned as complete,
           interactions_of(p.platform, p.likes, p.comments, p.shares) as interactions,
           -- by this transaction, or by one that ended a moment ago: all others are gathered as they stand. Where
           -- each statement is a transaction of its own, nobody can tell.
           pg_current_xact_id_if_assigned() is null
           or age(p.xmin) <= age(pg_snapshot_xmin(pg_current_snapshot())::xid) as written
    from json_to_recordset(%(tags)s::json) as i (
        account_id bigint, post_id bigint, observed_at timestamptz, captioned boolean, hashtags text[],
        mentions text[]
    )
    join post p on p.account_id = i.account_id and p.post_id = i.post_id
    cross join lateral (select p.observed_at is not distinct from i.observed_at as newest) seen
    cross join lateral (
        select case when newest then i.hashtags else '{}' end as hashtags,
               case when newest then i.mentions else '{}' end as mentions
    ) told
    cross join lateral (
        select coalesce(array_agg(t.tag) filter (where t.sign = '#'), '{}') as known_hashtags,
               coalesce(array_agg(t.tag) filter (where t.sign = '@'), '{}') as known_mentions
        from post_tag t
        where t.account_id = p.account_id and t.post_id = p.post_id
    ) known
),
carried as materialized (
    select g.account_id, g.post_id, tags.sign, tags.tag, tags.known, g.complete and not tags.told as forgotten,
           g.published_at, g.moved_from, g.interactions, g.written
    from given g
    cross join lateral (
        select '#' as sign, tag, true as told, tag = any (g.known_hashtags) as known from unnest(g.hashtags) tag
        union all
        select '@', tag, true, tag = any (g.known_mentions) from unnest(g.mentions) tag
        union all
        select '#', tag, false, true from unnest(g.known_hashtags) tag where tag <> all (g.hashtags)
        union all
        select '@', tag, false, true from unnest(g.known_mentions) tag where tag <> all (g.mentions)
    ) tags
    where g.written or not (tags.told and tags.known)
),
forgotten as (
    delete from post_tag t
    using carried c
    where c.forgotten and t.account_id = c.account_id and t.post_id = c.post_id and t.sign = c.sign and t.tag = c.tag
),
added as (
    insert into post_tag (account_id, post_id, sign, tag)
    select account_id, post_id, sign, tag
    from carried
    where not known
    order by 1, 2, 3, 4
    on conflict do nothing
),
followed as (
    update post p
    set moved_from = null
    from given g
    where g.moved_from is not null and p.account_id = g.account_id and p.post_id = g.post_id
),
-- where they are to stand, and where they stood and are not to
place as (
    select account_id, post_id, sign, tag, published_at, interactions, true as stands
    from carried
    where not forgotten and (written or not known)
    union all
    select account_id, post_id, sign, tag, coalesce(moved_from, published_at), null, false
    from carried
    where known and (forgotten or moved_from is not null)
),
placed as (
    select place.*, total(interactions) filter (where stands) over earlier as running
    from (
        select place.*, extract(year from published_at at time zone 'UTC')::int as year,
               floor(extract(epoch from published_at) / 60)::int as minute
        from place
    ) place
    window earlier as (
        partition by account_id, sign, tag, year order by published_at, post_id rows unbounded preceding
    )
),
line as materialized (
    select l.*, coalesce(l.interactions[l.kept], 0) as base,
           -- nothing is left of what stood after them: an import that goes on, or the newest posts looked at again
           case when cardinality(l.posts) - l.kept <= cardinality(l.members)
                then l.posts[l.kept + 1 :] <@ l.members else l.posts is null end as last
    from (
        select k.*, u.minutes, u.posts, u.interactions, u.unknown,
               coalesce(width_bucket(k.touched[1] - 1, u.minutes), 0) as kept
        from (
            select account_id, sign, tag, year, array_agg(minute order by published_at, post_id) as touched,
                   array_agg(post_id order by published_at, post_id) as members,
                   array_agg(published_at order by published_at, post_id) filter (where stands) as new_times,
                   array_agg(minute order by published_at, post_id) filter (where stands) as new_minutes,
                   array_agg(post_id order by published_at, post_id) filter (where stands) as new_posts,
                   array_agg(interactions order by published_at, post_id) filter (where stands) as new_values,
                   array_agg(coalesce(running, 0) order by published_at, post_id) filter (where stands)
                       as new_interactions,
                   array_agg(minute order by published_at, post_id) filter (where stands and interactions is null)
                       as new_unknown
            from placed
            group by account_id, sign, tag, year
        ) k
        left join tag_use u
            on u.account_id = k.account_id and u.sign = k.sign and u.tag = k.tag and u.year = k.year
        offset 0
    ) l
),
outcome as materialized (
    select l.account_id, l.sign, l.tag, l.year, now.*
    from line l
    cross join lateral (
        select l.new_minutes as minutes, l.new_posts as posts,
               case when l.base = 0 then l.new_interactions
                    else array(select l.base + running from unnest(l.new_interactions) running) end as interactions,
               l.new_unknown as unknown
        where l.last
        union all
        select array_agg(minute order by minute, published_at, place, post_id),
               array_agg(post_id order by minute, published_at, place, post_id),
               array_agg(running order by minute, published_at, place, post_id),
               array_agg(minute order by minute, published_at, place, post_id) filter (where interactions is null)
        from (
            select e.*, l.base + coalesce(total(e.interactions) over earlier, 0) as running
            from (
                select minute, null::timestamptz as published_at, place, post_id, running - before as interactions
                from unnest(
                    l.minutes[l.kept + 1 :], l.posts[l.kept + 1 :], l.interactions[l.kept + 1 :],
                    (0::bigint || l.interactions)[l.kept + 1 : cardinality(l.interactions)]
                ) with ordinality as o (minute, post_id, running, before, place)
                where l.touched[width_bucket(minute, l.touched)] <> minute
                union all
                select o.minute, p.published_at, null, o.post_id,
                       interactions_of(p.platform, p.likes, p.comments, p.shares)
                from unnest(l.minutes[l.kept + 1 :], l.posts[l.kept + 1 :]) as o (minute, post_id)
                join post p on p.account_id = l.account_id and p.post_id = o.post_id
                where l.touched[width_bucket(o.minute, l.touched)] = o.minute and o.post_id <> all (l.members)
                union all
                select minute, published_at, null, post_id, interactions
                from unnest(l.new_minutes, l.new_times, l.new_posts, l.new_values)
                    as n (minute, published_at, post_id, interactions)
            ) e
            window earlier as (order by minute, published_at, place, post_id rows unbounded preceding)
        ) summed
        having not l.last
    ) tail
    cross join lateral (
        select l.minutes[: l.kept] || tail.minutes as minutes, l.posts[: l.kept] || tail.posts as posts,
               l.interactions[: l.kept] || tail.interactions as interactions,
               case when l.unknown is null then tail.unknown else nullif(array(
                   select minute
                   from unnest(l.unknown) minute
                   where l.touched[width_bucket(minute, l.touched)] is distinct from minute
                   union all
                   select unnest(tail.unknown)
                   order by 1
               ), '{}') end as unknown
        offset 0
    ) now
    where (now.minutes, now.posts, now.interactions, now.unknown)
          is distinct from (l.minutes, l.posts, l.interactions, l.unknown)
),
gone as (
    delete from tag_use u
    using outcome o
    where o.minutes = '{}' and u.account_id = o.account_id and u.sign = o.sign and u.tag = o.tag and u.year = o.year
)
insert into tag_use (account_id, sign, tag, year, minutes, posts, interactions, unknown)
select account_id, sign, tag, year, minutes, posts, interactions, unknown
from outcome
where minutes <> '{}'
order by account_id, sign, tag, year
on conflict (account_id, sign, tag, year) do update
set minutes = excluded.minutes, posts = excluded.posts, interactions = excluded.interactions,
    unknown = excluded.unknown
