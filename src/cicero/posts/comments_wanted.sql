-- Posts whose comments were never read, or whose count has changed since; newest first.
select p.post_id, p.code, p.comments as counted, c.complete is true as complete_before
from post p
left join comment_collection c on c.account_id = p.account_id and c.post_id = p.post_id
where p.account_id = %(account_id)s::bigint
  and p.published_at >= %(since)s::timestamptz
  and p.comments > 0
  and p.post_id > 0
  and p.deleted_at is null
  and (c.post_id is null or not c.complete or c.counted is distinct from p.comments)
order by p.published_at desc
limit %(limit)s::integer
