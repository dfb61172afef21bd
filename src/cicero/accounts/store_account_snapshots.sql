insert into account_snapshot as s (account_id, observed_at, followers, following, posts, likes)
select i.*
from json_to_recordset(%(profiles)s::json) as i (
    account_id bigint, observed_at timestamptz, followers bigint, following bigint, posts bigint, likes bigint
)
where num_nonnulls(i.followers, i.following, i.posts, i.likes) > 0
on conflict (account_id, observed_at) do update
set followers = coalesce(s.followers, excluded.followers),
    following = coalesce(s.following, excluded.following),
    posts = coalesce(s.posts, excluded.posts),
    likes = coalesce(s.likes, excluded.likes)
where (s.followers, s.following, s.posts, s.likes) is distinct from (
    coalesce(s.followers, excluded.followers), coalesce(s.following, excluded.following),
    coalesce(s.posts, excluded.posts), coalesce(s.likes, excluded.likes))
