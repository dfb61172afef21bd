-- An edited caption no longer carries a tag: only the newest sample may say so.
delete from post_tag t
using json_to_recordset(%(tags)s::json) as i (
    account_id bigint, post_id bigint, observed_at timestamptz, captioned boolean, hashtags text[], mentions text[]
)
join post p on p.account_id = i.account_id and p.post_id = i.post_id and p.observed_at = i.observed_at
where t.account_id = i.account_id
  and t.post_id = i.post_id
  and i.captioned
  and t.tag <> all (case t.sign when '#' then i.hashtags else i.mentions end)
