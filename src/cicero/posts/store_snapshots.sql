-- A snapshot is written when a counter differs from the sample before it. The same instant told
-- again adds only what was not known.
insert into post_snapshot as s (account_id, post_id, observed_at, likes, comments, shares, saves, views, reach)
select i.account_id, i.post_id, i.observed_at, i.likes, i.comments, i.shares, i.saves, i.views, i.reach
from json_to_recordset(%(samples)s::json) as i (
    account_id bigint, post_id bigint, observed_at timestamptz,
    likes bigint, comments bigint, shares bigint, saves bigint, views bigint, reach bigint
)
left join lateral (
    select b.likes, b.comments, b.shares, b.saves, b.views, b.reach
    from post_snapshot b
    where b.account_id = i.account_id and b.post_id = i.post_id and b.observed_at < i.observed_at
    order by b.observed_at desc
    limit 1
) before on true
where (before.likes, before.comments, before.shares, before.saves, before.views, before.reach)
      is distinct from (
          coalesce(i.likes, before.likes), coalesce(i.comments, before.comments),
          coalesce(i.shares, before.shares), coalesce(i.saves, before.saves),
          coalesce(i.views, before.views), coalesce(i.reach, before.reach)
      )
order by i.account_id, i.post_id, i.observed_at
on conflict (account_id, post_id, observed_at) do update
set likes = coalesce(s.likes, excluded.likes), comments = coalesce(s.comments, excluded.comments),
    shares = coalesce(s.shares, excluded.shares), saves = coalesce(s.saves, excluded.saves),
    views = coalesce(s.views, excluded.views), reach = coalesce(s.reach, excluded.reach)
where (s.likes, s.comments, s.shares, s.saves, s.views, s.reach) is distinct from (
    coalesce(s.likes, excluded.likes), coalesce(s.comments, excluded.comments),
    coalesce(s.shares, excluded.shares), coalesce(s.saves, excluded.saves),
    coalesce(s.views, excluded.views), coalesce(s.reach, excluded.reach))
