-- Posts whose comments were never read, have become clearly more or fewer, of which some were not found at the last
-- look an hour ago, or have changed and were not looked at for a
-- while: a day for posts of a week, three days for older ones. What could not be read is tried again after a
-- quarter of an hour, then ever later. Newest first.
select p.post_id, p.code, p.comments as counted, c.complete is true as complete_before,
       c.collected_at as read_at
from post p
left join comment_collection c on c.account_id = p.account_id and c.post_id = p.post_id
where p.account_id = %(account_id)s::bigint
  and p.published_at >= %(since)s::timestamptz
  and (p.comments > 0 or (p.comments = 0 and c.collected > 0))
  and p.post_id > 0
  and p.deleted_at is null
  and (
      c.post_id is null
      or abs(p.comments - c.counted) >= greatest(%(more)s::bigint, c.counted / 10)
      or (c.failures = 0 and c.collected_at <= %(at)s::timestamptz - interval '1 hour' and exists (
          select from comment m
          where m.account_id = p.account_id and m.post_id = p.post_id and m.missing_since is not null
            and m.deleted_at is null
      ))
      or (c.failures > 0 and c.collected_at <= %(at)s::timestamptz
                             - least(interval '15 minutes' * 4 ^ (c.failures - 1), interval '3 days'))
      or ((c.counted <> p.comments or not c.complete)
          and c.collected_at < %(at)s::timestamptz - case
              when p.published_at > %(at)s::timestamptz - interval '7 days' then interval '1 day'
              else interval '3 days'
          end)
  )
order by p.published_at desc
limit %(limit)s::integer
