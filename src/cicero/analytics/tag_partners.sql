-- The tags on the posts of the period that carry a tag: on how many of these, and on how many in all; the row
-- without a tag says how many posts carry the one asked about.
with carrying as materialized (
    select p.tags
    from post p
    where p.account_id = any(%(accounts)s::bigint[])
      and p.published_at >= %(from)s::timestamptz
      and p.published_at < %(until)s::timestamptz
      and (p.also_under is null or not p.also_under && %(accounts)s::bigint[])
      and (select tag_id from tag where sign = %(sign)s::text and tag = %(tag)s::text) = any(p.tags)
),
partner as materialized (
    select tag.tag_id, tag.tag, met.together
    from (
        select tag_id, count(*) as together
        from (select unnest(tags) as tag_id from carrying) each
        group by tag_id
        having count(*) >= %(least)s::int
    ) met
    join tag on tag.tag_id = met.tag_id and tag.sign = %(sign)s::text
    where tag.tag <> %(tag)s::text
),
used as (
    select tag_id, count(*) as posts
    from (
        select unnest(p.tags) as tag_id
        from post p
        where p.account_id = any(%(accounts)s::bigint[])
          and p.published_at >= %(from)s::timestamptz
          and p.published_at < %(until)s::timestamptz
          and (p.also_under is null or not p.also_under && %(accounts)s::bigint[])
    ) each
    where tag_id in (select tag_id from partner)
    group by tag_id
)
select null as tag, 0 as together, 0 as posts, count(*) as carrying
from carrying
union all
select partner.tag, partner.together, used.posts, 0
from partner
join used using (tag_id)
