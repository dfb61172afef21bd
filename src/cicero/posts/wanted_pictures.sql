-- The account's own picture first: again when its path changed, or after a week. A post's is fetched once.
(select 0::bigint as post_id, a.avatar_url as link
 from account a
 left join picture k on k.account_id = a.account_id and k.post_id = 0
 where a.account_id = %(account_id)s::bigint
   and a.avatar_url is not null
   and (k.retry_at is null or k.retry_at <= %(at)s::timestamptz)
   and case k.state
       when 'kept' then k.path is distinct from md5(link_path(a.avatar_url))::uuid
            or k.fetched_at <= %(at)s::timestamptz - interval '7 days'
       when 'missing' then k.link <> md5(a.avatar_url)::uuid
       else true
   end)
union all
(select p.post_id, p.thumbnail_url
 from post p
 left join picture k on k.account_id = p.account_id and k.post_id = p.post_id
 where p.account_id = %(account_id)s::bigint
   and p.thumbnail_url is not null
   and (k.retry_at is null or k.retry_at <= %(at)s::timestamptz)
   and case k.state
       when 'kept' then false
       when 'missing' then k.link <> md5(p.thumbnail_url)::uuid
       else true
   end
 order by p.published_at desc, p.post_id desc
 limit %(limit)s::bigint)
