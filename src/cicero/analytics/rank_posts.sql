-- The posts of the period and the last ones before it, which say what is usual for these: gathered by account and
-- kind, in order of publication. Kinds without a post that is asked for are left out. `ages` in hours when last seen.
with listed as materialized (
    select p.account_id, p.kind, p.post_id, p.published_at, p.observed_at,
           p.likes, p.comments, p.shares, p.saves, p.views, p.pattern,
           (p.also_under is null or not p.also_under && %(accounts)s::bigint[])
           and (cardinality(%(kinds)s::text[]) = 0 or p.kind = any(%(kinds)s::text[])) as asked
    from post p
    where p.account_id = any(%(accounts)s::bigint[])
      and p.published_at >= %(from)s::timestamptz
      and p.published_at < %(until)s::timestamptz
),
every as (
    select * from listed
    union all
    select b.*, false
    from (select distinct account_id, kind from listed where asked) as wanted
    cross join lateral (
        select p.account_id, p.kind, p.post_id, p.published_at, p.observed_at,
               p.likes, p.comments, p.shares, p.saves, p.views, p.pattern
        from post p
        where p.account_id = wanted.account_id
          and p.published_at < %(from)s::timestamptz
          and p.kind is not distinct from wanted.kind
        order by p.published_at desc, p.post_id desc
        limit %(limit)s::bigint
    ) b
)
select account_id, kind, array_agg(post_id) as posts, array_agg(published_at) as published,
       array_agg(greatest(date_part('epoch', observed_at - published_at) / 3600, 0)) as ages,
       array_agg(
           case %(measure)s::text
               when 'interactions' then likes + comments + case when pattern >= 64 then shares else 0 end
               when 'likes' then likes when 'comments' then comments when 'shares' then shares
               when 'saves' then saves when 'views' then views
           end
       ) as counts,
       array_agg(asked) as asked,
       min(observed_at) filter (where asked) as oldest, max(observed_at) filter (where asked) as newest
from (select * from every order by account_id, kind, published_at, post_id) ordered
group by account_id, kind
having bool_or(asked)
order by account_id, coalesce(kind, '')
