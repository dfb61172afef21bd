-- Who was first to comment under posts of the period, and how often. Only where all of a post's comments were read
-- is it known who was first.
with firsts as (
    select distinct on (p.account_id, p.post_id) p.account_id, p.post_id, c.author_handle
    from unnest(%(accounts)s::bigint[]) as w (account_id)
    join post p using (account_id)
    join comment_collection r on r.account_id = p.account_id and r.post_id = p.post_id and r.complete
    join comment c on c.account_id = p.account_id and c.post_id = p.post_id
    where p.published_at >= %(start)s::timestamptz and p.published_at < %(end)s::timestamptz
      and p.deleted_at is null and not c.own and c.parent_id is null
      and not (p.also_under && %(accounts)s::bigint[]) is true
    order by p.account_id, p.post_id, c.created_at, c.comment_id
)
select author_handle as name, count(*) as posts
from firsts
where author_handle is not null
group by 1
order by 2 desc, 1
limit %(most)s::int
