insert into post_tag (account_id, post_id, sign, tag)
select i.account_id, i.post_id, tags.sign, tags.tag
from json_to_recordset(%(tags)s::json) as i (
    account_id bigint, post_id bigint, observed_at timestamptz, captioned boolean, hashtags text[], mentions text[]
)
join post p on p.account_id = i.account_id and p.post_id = i.post_id and p.observed_at = i.observed_at
cross join lateral (
    select '#' as sign, unnest(i.hashtags) as tag
    union all
    select '@', unnest(i.mentions)
) tags
order by 1, 2, 3, 4
on conflict do nothing
