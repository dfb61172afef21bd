select distinct p.account_id
from post p
where p.post_id = any(%(post_ids)s::bigint[]) and p.platform = %(platform)s
order by 1
