-- Of these references by id or handle, those of which everything that they tell stands at one account already.
select i.place::int as place, a.account_id
from unnest(%(platforms)s::text[], %(platform_ids)s::text[], %(handles)s::text[], %(names)s::text[])
     with ordinality as i (platform, platform_id, handle, name, place)
cross join lateral (
    select o.account_id, o.handle, o.name
    from account o
    where o.platform = i.platform and o.platform_id = i.platform_id
    union all
    select o.account_id, o.handle, o.name
    from account o
    where i.platform_id is null and o.platform = i.platform and o.handle = i.handle
) a
where (i.handle is null or a.handle = i.handle)
  and (i.name is null or a.name = i.name)
