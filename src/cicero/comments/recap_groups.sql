-- Comments received by day, post, commenter, language and sentiment; of posts and commenters those with the most.
with beside as (
    select %(accounts)s::bigint[] as accounts
), received as materialized (
    select (c.created_at at time zone %(zone)s::text)::date as day, c.account_id, c.post_id, c.author_handle,
           coalesce(k.language, c.rated_language, c.language) as language,
           coalesce(k.sentiment, c.sentiment) as sentiment, c.parent_id, c.answered_at
    from beside b
    cross join lateral unnest(b.accounts) as w (account_id)
    join comment c using (account_id)
    left join comment_work k
        on k.client_id = %(client_id)s::bigint and k.account_id = c.account_id and k.post_id = c.post_id
        and k.comment_id = c.comment_id
    where c.created_at >= %(start)s::timestamptz and c.created_at < %(end)s::timestamptz
      and not c.own and c.deleted_at is null
      and not exists (
          select from post p
          where p.account_id = c.account_id and p.post_id = c.post_id and p.also_under && b.accounts
      )
), grouped as (
    select case when grouping(day) = 0 then 'day' when grouping(post_id) = 0 then 'post'
                when grouping(author_handle) = 0 then 'commenter' when grouping(language) = 0 then 'language'
                else 'sentiment' end as by,
           day, account_id, post_id,
           case when grouping(author_handle) = 0 then author_handle when grouping(language) = 0 then language
                when grouping(sentiment) = 0 then sentiment end as name,
           count(*) as comments, count(*) filter (where parent_id is null) as questions,
           count(*) filter (where parent_id is null and answered_at is not null) as answered,
           count(*) filter (where sentiment = 'positive') as positive,
           count(*) filter (where sentiment = 'negative') as negative,
           count(*) filter (where sentiment is not null) as rated
    from received
    group by grouping sets ((day), (account_id, post_id), (author_handle), (language), (sentiment))
), ranked as (
    select g.*, row_number() over (partition by by order by comments desc, account_id, post_id, name) as place
    from grouped g
    where by <> 'commenter' or name is not null
)
select by, day, account_id, post_id, name, comments, questions, answered, positive, negative, rated
from ranked
where by not in ('post', 'commenter') or place <= %(most)s::int
order by by, case when by = 'day' then day end, place
