-- The tags that each account used in the period, with on how many posts.
select used.account_id, array_agg(tag.tag) as tags, array_agg(used.posts) as posts
from (
    select account_id, tag_id, count(*) as posts
    from (
        select p.account_id, unnest(p.tags) as tag_id
        from post p
        where p.account_id = any(%(accounts)s::bigint[])
          and p.published_at >= %(from)s::timestamptz
          and p.published_at < %(until)s::timestamptz
    ) each
    group by account_id, tag_id
) used
join tag on tag.tag_id = used.tag_id and tag.sign = %(sign)s::text
group by used.account_id
