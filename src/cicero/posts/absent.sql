-- Posts that a list of the account should have shown and did not; those looked at lately are left in peace.
select post_id, code
from post
where account_id = %(account_id)s::bigint
  and published_at >= %(since)s::timestamptz
  and post_id <> all(%(listed)s::bigint[])
  and post_id > 0
  and deleted_at is null
  and observed_at < %(unseen_since)s::timestamptz
order by published_at desc
limit %(limit)s::integer
