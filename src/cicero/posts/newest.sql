-- The newest posts of each account by its index, then of all of them together. Deleted ones are not shown any more.
select p.account_id, p.post_id, p.platform, a.handle, p.code, p.published_at, p.kind, p.caption, p.url, p.thumbnail_url,
       p.likes, p.comments, p.shares, p.views, k.post_id is not null as has_picture
from unnest(%(accounts)s::bigint[]) as wanted (account_id)
cross join lateral (
    select *
    from post
    where account_id = wanted.account_id
      and published_at >= coalesce(%(start)s::timestamptz, '-infinity')
      and published_at < coalesce(%(end)s::timestamptz, 'infinity')
      and deleted_at is null
      and (also_under is null or not also_under && %(accounts)s::bigint[])
    order by published_at desc, post_id desc
    limit %(limit)s::int
) p
join account a on a.account_id = p.account_id
left join picture k on k.account_id = p.account_id and k.post_id = p.post_id and k.state = 'kept'
order by p.published_at desc, p.account_id desc, p.post_id desc
limit %(limit)s::int
