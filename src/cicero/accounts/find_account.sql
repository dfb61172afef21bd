-- The best match first: the platform's id never changes, a handle may, a display name says least.
select a.account_id
from account a
where a.platform = %(platform)s
  and (a.platform_id = %(platform_id)s::text
       or (a.handle = %(handle)s::text
           and (a.platform_id is null or %(platform_id)s::text is null))
       or (%(platform_id)s::text is null and %(handle)s::text is null
           and a.platform_id is null and a.handle is null and lower(a.name) = lower(%(name)s::text)))
order by a.platform_id = %(platform_id)s::text desc nulls last
limit 1
