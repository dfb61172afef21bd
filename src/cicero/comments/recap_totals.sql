-- Comments of the period in one line. A comment that is deleted, or the account's own, was not received.
with beside as (
    select %(accounts)s::bigint[] as accounts
), received as materialized (
    select c.account_id, c.post_id, c.comment_id, c.parent_id, c.created_at, c.answered_at, c.author_handle, c.author_id,
           c.own, c.deleted_at, c.edited_at, a.platform,
           coalesce(k.sentiment, c.sentiment) as sentiment
    from beside b
    cross join lateral unnest(b.accounts) as w (account_id)
    join account a using (account_id)
    join comment c using (account_id)
    left join comment_work k
        on k.client_id = %(client_id)s::bigint and k.account_id = c.account_id and k.post_id = c.post_id
        and k.comment_id = c.comment_id
    where c.created_at >= %(start)s::timestamptz and c.created_at < %(end)s::timestamptz
      and not exists (
          select from post p
          where p.account_id = c.account_id and p.post_id = c.post_id and p.also_under && b.accounts
      )
)
select count(*) filter (where not own and deleted_at is null) as received,
       count(*) filter (where not own and deleted_at is null and parent_id is not null) as replies,
       count(distinct coalesce(author_id, author_handle)) filter (where not own and deleted_at is null) as commenters,
       count(distinct (account_id, post_id)) filter (where not own and deleted_at is null) as posts,
       count(*) filter (where own and deleted_at is null) as own,
       count(*) filter (where not own and deleted_at is not null) as deleted,
       count(*) filter (where not own and edited_at is not null) as edited,
       count(*) filter (where not own and deleted_at is null and parent_id is null) as questions,
       count(*) filter (where not own and deleted_at is null and parent_id is null and answered_at is not null)
           as answered,
       extract(epoch from percentile_cont(0.5) within group (order by answered_at - created_at)
           filter (where not own and deleted_at is null and parent_id is null))::float8 as median_seconds,
       count(*) filter (where not own and deleted_at is null and sentiment = 'positive') as positive,
       count(*) filter (where not own and deleted_at is null and sentiment = 'neutral') as neutral,
       count(*) filter (where not own and deleted_at is null and sentiment = 'negative') as negative,
       count(*) filter (where not own and deleted_at is null and exists (
           select from roster_member m
           where m.client_id = %(client_id)s::bigint
             and author_handle = case platform when 'instagram' then m.instagram else m.tiktok end
       )) as by_members
from received
