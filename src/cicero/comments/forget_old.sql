-- Some at a time, so that no statement holds much for long. An account's comments are kept as long as any of the
-- clients that watch it wants; days 0: for ever.
with kept as (
    select a.account_id,
           case when bool_or(coalesce(l.comment_days, %(days)s::int) = 0) then 0
                else max(coalesce(l.comment_days, %(days)s::int)) end as days
    from account a
    left join client_account w using (account_id)
    left join client l using (client_id)
    group by a.account_id
), due as (
    select c.account_id, c.post_id, c.comment_id
    from kept k
    join comment c using (account_id)
    where k.days > 0 and c.created_at < %(at)s::timestamptz - k.days * interval '1 day' and c.forgotten_at is null
    limit %(limit)s::int
), texts as (
    delete from comment_edit e using due d
    where e.account_id = d.account_id and e.post_id = d.post_id and e.comment_id = d.comment_id
)
update comment c
set body = null, author_handle = null, author_id = null, forgotten_at = %(at)s::timestamptz
from due d
where c.account_id = d.account_id and c.post_id = d.post_id and c.comment_id = d.comment_id
