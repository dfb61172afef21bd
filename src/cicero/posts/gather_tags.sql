-- The tags of every year in which one of these posts lies, gathered anew; what is the same is not written.
-- A post whose time was corrected may have been in the neighbouring year until now.
with given as (
    select distinct i.account_id, i.post_id
    from json_to_recordset(%(tags)s::json) as i (account_id bigint, post_id bigint)
),
touched as materialized (
    select distinct p.account_id, extract(year from (p.published_at + off.by) at time zone 'UTC')::int as year
    from given
    join post p on p.account_id = given.account_id and p.post_id = given.post_id
    cross join (values (interval '-1 day'), (interval '0'), (interval '1 day')) off (by)
),
used as (
    select t.account_id, t.sign, t.tag, touched.year, p.post_id, p.published_at, i.interactions,
           floor(extract(epoch from p.published_at) / 60)::int as minute,
           coalesce(sum(i.interactions) over earlier, 0)::bigint as running
    from touched
    join post p on p.account_id = touched.account_id
               and p.published_at >= make_timestamptz(touched.year, 1, 1, 0, 0, 0, 'UTC')
               and p.published_at < make_timestamptz(touched.year + 1, 1, 1, 0, 0, 0, 'UTC')
    join post_tag t on t.account_id = p.account_id and t.post_id = p.post_id
    cross join lateral (
        select interactions_of(
            case when p.pattern < 64 then 'instagram' else 'tiktok' end, p.likes, p.comments, p.shares
        ) as interactions
    ) i
    window earlier as (
        partition by t.account_id, t.sign, t.tag, touched.year order by p.published_at, p.post_id
    )
),
fresh as materialized (
    select account_id, sign, tag, year, array_agg(minute order by published_at, post_id) as minutes,
           array_agg(post_id order by published_at, post_id) as posts,
           array_agg(running order by published_at, post_id) as interactions,
           array_agg(minute order by published_at, post_id) filter (where interactions is null) as unknown
    from used
    group by account_id, sign, tag, year
),
gone as (
    delete from tag_use u
    using touched
    where u.account_id = touched.account_id and u.year = touched.year
      and not exists (
          select from fresh f
          where f.account_id = u.account_id and f.sign = u.sign and f.tag = u.tag and f.year = u.year
      )
)
insert into tag_use as u (account_id, sign, tag, year, minutes, posts, interactions, unknown)
select account_id, sign, tag, year, minutes, posts, interactions, unknown
from fresh
order by account_id, sign, tag, year
on conflict (account_id, sign, tag, year) do update
set minutes = excluded.minutes, posts = excluded.posts, interactions = excluded.interactions,
    unknown = excluded.unknown
where (u.minutes, u.posts, u.interactions, u.unknown)
      is distinct from (excluded.minutes, excluded.posts, excluded.interactions, excluded.unknown)
