-- Ids and handles that this person was seen with, where either is known, among who commented and who liked.
select coalesce(array_agg(distinct id) filter (where id is not null), '{}') as ids,
       coalesce(array_agg(distinct handle) filter (where handle is not null), '{}') as handles
from (
    select c.author_id as id, lower(c.author_handle) as handle
    from comment c
    join account a using (account_id)
    where a.platform = %(platform)s and (c.author_id = %(id)s::text or c.author_handle = %(handle)s::text)
    union all
    select case when l.liker !~ '^@' then l.liker end, lower(l.handle)
    from post_liker l
    join account a using (account_id)
    where a.platform = %(platform)s and (l.liker = %(id)s::text or l.handle = %(handle)s::text)
) seen
