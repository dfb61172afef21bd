-- An edited caption no longer carries a tag: only the newest sample may say so.
delete from post_tag t
using incoming_post i
join post p on p.account_id = i.account_id and p.post_id = i.post_id and p.observed_at = i.observed_at
where t.account_id = i.account_id
  and t.post_id = i.post_id
  and i.caption is not null
  and t.tag <> all (case t.sign when '#' then i.hashtags else i.mentions end)
