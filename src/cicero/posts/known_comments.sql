-- The comments of a post that are here; of those that others replied to, how many of the replies are here too.
select c.comment_id, count(r.comment_id) as replies
from comment c
left join comment r on r.account_id = c.account_id and r.post_id = c.post_id and r.parent_id = c.comment_id
where c.account_id = %(account_id)s::bigint and c.post_id = %(post_id)s::bigint
group by c.comment_id
