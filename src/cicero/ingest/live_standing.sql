-- What is known of an account, and since when. `collected`: the collector visits it.
select a.account_id, a.platform, a.platform_id, a.handle, a.name, a.sec_uid, a.posts as kept,
       latest.posts as posts_said, latest.observed_at as profile_at, o.list_at, r.read_at, r.posts as read_posts,
       o.account_id is not null
           and exists (select from client_account ca where ca.account_id = a.account_id) as collected
from account a
left join lateral (
    select s.observed_at, s.posts
    from account_snapshot s
    where s.account_id = a.account_id
    order by s.observed_at desc
    limit 1
) latest on true
left join collection o on o.account_id = a.account_id
left join live_reading r on r.account_id = a.account_id
where a.account_id = %(account_id)s::bigint
