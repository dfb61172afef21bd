select a.biography, a.category, a.website, a.private, a.posts, a.seen_at as known_until,
       following.following, counted.posts as counted_posts, counted.observed_at as counted_at,
       (
           select p.published_at from post p where p.account_id = a.account_id order by p.published_at limit 1
       ) as first_post,
       followers.since as followers_since, followers.samples as follower_samples
from account a
left join lateral (
    select s.following
    from account_snapshot s
    where s.account_id = a.account_id and s.following is not null
    order by s.observed_at desc
    limit 1
) following on true
left join lateral (
    select s.posts, s.observed_at
    from account_snapshot s
    where s.account_id = a.account_id and s.posts is not null
    order by s.observed_at desc
    limit 1
) counted on true
cross join lateral (
    select min(s.observed_at) as since, count(*) as samples
    from account_snapshot s
    where s.account_id = a.account_id and s.followers is not null
) followers
where a.account_id = %(account_id)s::bigint
