-- A collaborative post stands under each of its accounts; all but the smallest id carry the smaller ones.
with standing as (
    select p.account_id, p.post_id,
           array_agg(distinct o.account_id order by o.account_id) filter (where o.account_id < p.account_id) as others
    from unnest(%(platforms)s::text[], %(post_ids)s::bigint[]) as i (platform, post_id)
    join post o on o.post_id = i.post_id and o.platform = i.platform
    join post p on p.post_id = i.post_id and p.platform = i.platform
    group by p.account_id, p.post_id
    having count(distinct o.account_id) > 1
)
update post p
set also_under = standing.others
from standing
where p.account_id = standing.account_id
  and p.post_id = standing.post_id
  and p.also_under is distinct from standing.others
