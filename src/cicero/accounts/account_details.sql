-- Each counter as it was last known: a source need not tell all of them at once.
select a.account_id, a.platform, a.platform_id, a.handle, a.name, a.biography, a.category, a.website, a.avatar_url,
       a.verified, a.private, a.sec_uid,
       (select s.followers from account_snapshot s
        where s.account_id = a.account_id and s.followers is not null order by s.observed_at desc limit 1) as followers,
       (select s.following from account_snapshot s
        where s.account_id = a.account_id and s.following is not null order by s.observed_at desc limit 1) as following,
       (select s.posts from account_snapshot s
        where s.account_id = a.account_id and s.posts is not null order by s.observed_at desc limit 1) as posts,
       (select s.likes from account_snapshot s
        where s.account_id = a.account_id and s.likes is not null order by s.observed_at desc limit 1) as likes,
       coalesce(
           (select k.state = 'kept' from picture k where k.account_id = a.account_id and k.post_id = 0), false
       ) as has_picture
from account a
where a.account_id = any(%(accounts)s::bigint[])
