-- The tags on the posts of the period that carry a tag: on how many of these, and on how many in all; the row
-- without a tag says how many posts carry the one asked about.
with tagged as (
    select u.account_id, unnest(u.posts[u.low + 1 : u.high]) as post_id
    from (
        select account_id, posts, width_bucket(%(start)s::int - 1, minutes) as low,
               width_bucket(%(end)s::int - 1, minutes) as high
        from tag_use
        where account_id = any(%(accounts)s::bigint[])
          and sign = %(sign)s::text
          and tag = %(tag)s::text
          and year between %(first_year)s::int and %(last_year)s::int
        offset 0
    ) u
),
repeated as materialized (
    select p.account_id, p.post_id
    from post p
    where p.account_id = any(%(accounts)s::bigint[])
      and p.also_under is not null
      and p.also_under && %(accounts)s::bigint[]
      and p.published_at >= %(from)s::timestamptz
      and p.published_at < %(until)s::timestamptz
),
carrying as (
    select tagged.account_id, tagged.post_id
    from tagged
    where not exists (
        select from repeated r where r.account_id = tagged.account_id and r.post_id = tagged.post_id
    )
),
partner as materialized (
    select t.tag, count(*) as together
    from carrying c
    join post_tag t on t.account_id = c.account_id and t.post_id = c.post_id and t.sign = %(sign)s::text
    where t.tag <> %(tag)s::text
    group by t.tag
    having count(*) >= %(least)s::int
),
again as (
    select t.tag, count(*) as posts
    from repeated r
    join post_tag t on t.account_id = r.account_id and t.post_id = r.post_id and t.sign = %(sign)s::text
    group by t.tag
),
used as (
    select u.tag, total(u.high - u.low) as posts
    from (
        select tag, width_bucket(%(start)s::int - 1, minutes)::bigint as low,
               width_bucket(%(end)s::int - 1, minutes)::bigint as high
        from tag_use
        where account_id = any(%(accounts)s::bigint[])
          and sign = %(sign)s::text
          and tag = any(array(select tag from partner))
          and year between %(first_year)s::int and %(last_year)s::int
        offset 0
    ) u
    group by u.tag
)
select null as tag, 0 as together, 0 as posts, count(*) as carrying
from carrying
union all
select partner.tag, partner.together, used.posts - coalesce(again.posts, 0), 0
from partner
join used on used.tag = partner.tag
left join again on again.tag = partner.tag
