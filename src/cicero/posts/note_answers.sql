-- Of the threads that these comments belong to: which of theirs the account has answered since.
with thread as (
    select distinct p.account_id, i.post_id, coalesce(i.parent_id, i.comment_id) as thread_id
    from json_to_recordset(%(comments)s::json) as i (
        platform text, post_id bigint, comment_id bigint, parent_id bigint
    )
    join post p on p.post_id = i.post_id and p.platform = i.platform
), answered as (
    select c.account_id, c.post_id, c.comment_id, (
               select min(o.created_at) from comment o
               where o.account_id = c.account_id and o.post_id = c.post_id and o.parent_id = t.thread_id and o.own
                 and o.created_at >= c.created_at and o.deleted_at is null
           ) as at
    from thread t
    join comment c using (account_id, post_id)
    where c.comment_id = t.thread_id and not c.own
    union all
    select c.account_id, c.post_id, c.comment_id, (
               select min(o.created_at) from comment o
               where o.account_id = c.account_id and o.post_id = c.post_id and o.parent_id = t.thread_id and o.own
                 and o.created_at >= c.created_at and o.deleted_at is null
           )
    from thread t
    join comment c using (account_id, post_id)
    where c.parent_id = t.thread_id and not c.own
)
update comment c
set answered_at = a.at, answer_seen_at = case when a.at is not null then coalesce(c.answer_seen_at, now()) end
from answered a
where c.account_id = a.account_id and c.post_id = a.post_id and c.comment_id = a.comment_id
  and c.answered_at is distinct from a.at
