-- Posts whose likers were never asked for, or have more since then and are twice as old, two hours later at the
-- earliest: a list is a sample, and each look finds others. What could not be read is tried again after an hour,
-- then ever later. Newest first.
select p.post_id, p.code, p.likes as counted
from post p
left join liker_collection c on c.account_id = p.account_id and c.post_id = p.post_id
where p.account_id = %(account_id)s::bigint
  and p.published_at >= %(since)s::timestamptz
  and p.post_id > 0
  and p.deleted_at is null
  and p.likes_hidden is not true
  and coalesce(p.likes, 1) > 0
  and exists (
      select
      from client_account w
      join roster_member m on m.client_id = w.client_id
      where w.account_id = p.account_id and w.role = 'own' and m.active
        and case p.platform when 'instagram' then m.instagram else m.tiktok end is not null
  )
  and case
      when c.post_id is null then true
      when c.failures > 0 then
          c.collected_at <= %(at)s::timestamptz - least(interval '1 hour' * 4 ^ (c.failures - 1), interval '3 days')
      else (p.likes is null or p.likes is distinct from c.counted)
          and %(at)s::timestamptz >= c.collected_at + greatest(interval '2 hours', c.collected_at - p.published_at)
  end
order by p.published_at desc
limit %(limit)s::integer
