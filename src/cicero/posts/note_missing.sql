-- What the reading that began then stored was seen since. Replies go with the comment that they answer.
with here as (
    select comment_id, parent_id, observed_at < %(began)s::timestamptz as unseen
    from comment
    where account_id = %(account_id)s::bigint and post_id = %(post_id)s::bigint and deleted_at is null
), missing as (
    select h.comment_id
    from here h
    left join here above on above.comment_id = h.parent_id
    where h.unseen
      and case
          when h.parent_id is null then %(all_comments)s::boolean
          else h.parent_id = any(%(threads)s::bigint[]) or (above.unseen and %(all_comments)s::boolean)
      end
), believed as (
    select (select count(*) from here) - (select count(*) from missing)
           >= 0.9 * %(counted)s::bigint * least(1, coalesce(
               (select c.collected / nullif(c.counted, 0)::float8
                from comment_collection c
                where c.account_id = %(account_id)s::bigint and c.post_id = %(post_id)s::bigint),
               1)) as it
)
update comment c
set missing_since = coalesce(c.missing_since, %(began)s::timestamptz),
    deleted_at = case when c.missing_since < %(began)s::timestamptz then %(began)s::timestamptz end
from missing m
where c.account_id = %(account_id)s::bigint and c.post_id = %(post_id)s::bigint and c.comment_id = m.comment_id
  and (select it from believed)
