select ca.client_id, a.account_id, a.platform, a.platform_id, a.handle, a.name, a.avatar_url, a.verified, ca.role,
       latest.followers, a.posts, newest.published_at as last_post,
       coalesce(a.seen_at, latest.observed_at) as last_seen,
       coalesce(
           (select k.state = 'kept' from picture k where k.account_id = a.account_id and k.post_id = 0), false
       ) as has_picture
from client_account ca
join account a on a.account_id = ca.account_id
left join lateral (
    select s.followers, s.observed_at
    from account_snapshot s
    where s.account_id = a.account_id and s.followers is not null
    order by s.observed_at desc
    limit 1
) latest on true
left join lateral (
    select p.published_at
    from post p
    where p.account_id = a.account_id
    order by p.published_at desc
    limit 1
) newest on true
where ca.client_id = any(%(clients)s::bigint[])
order by ca.role = 'competitor', a.platform, coalesce(a.handle, lower(a.name), a.platform_id)
