select i.post_id
from unnest(%(platforms)s::text[], %(post_ids)s::bigint[]) as i (platform, post_id)
where not exists (select from post p where p.post_id = i.post_id and p.platform = i.platform)
