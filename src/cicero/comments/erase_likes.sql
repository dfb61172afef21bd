delete from post_liker l
using account a
where a.account_id = l.account_id and a.platform = %(platform)s
  and (l.liker = any(%(ids)s::text[]) or lower(l.handle) = any(%(handles)s::text[])
       or l.liker = any(select '@' || handle from unnest(%(handles)s::text[]) handle))
