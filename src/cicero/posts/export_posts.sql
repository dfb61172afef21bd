-- All posts that a page of posts may show, account by account and the oldest first: by the index, without sorting.
select l.account_id::text, l.post_id::text, l.platform, a.handle, a.name as account_name,
       to_char(l.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as published_at,
       l.kind, l.code, l.caption, l.url, l.thumbnail_url, l.duration, l.likes, l.comments, l.shares, l.saves,
       l.views, l.reach, l.likes_hidden, l.followers,
       array(select t.tag from tag t where t.tag_id = any(l.tags) and t.sign = '#' order by t.tag) as hashtags,
       array(select t.tag from tag t where t.tag_id = any(l.tags) and t.sign = '@' order by t.tag) as mentions,
       to_char(l.observed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as observed_at,
       to_char(l.first_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as first_seen_at,
       to_char(l.deleted_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as deleted_at
from unnest(%(accounts)s::bigint[]) as watched (account_id)
join account a using (account_id)
cross join lateral (
    select p.*
    from post p
    where p.account_id = watched.account_id
      and published_at >= %(start)s::timestamptz
      and published_at < %(end)s::timestamptz
      and (also_under is null or not also_under && %(accounts)s::bigint[])
      and (%(kinds)s::text[] = '{}' or kind = any(%(kinds)s::text[]))
      and (
          %(weekday)s::int is null
          or extract(isodow from published_at at time zone %(zone)s::text) = %(weekday)s::int
      )
      and (
          %(hour)s::int is null
          or extract(hour from published_at at time zone %(zone)s::text) = %(hour)s::int
      )
      and (
          %(hashtag)s::text is null
          or (select t.tag_id from tag t where t.sign = '#' and t.tag = %(hashtag)s::text) = any(tags)
      )
      and (
          %(mention)s::text is null
          or (select t.tag_id from tag t where t.sign = '@' and t.tag = %(mention)s::text) = any(tags)
      )
      and (%(text)s::text is null or strpos(folded(caption), folded(%(text)s::text)) > 0)
      and (%(least_likes)s::bigint is null or likes >= %(least_likes)s::bigint)
      and (%(most_likes)s::bigint is null or likes <= %(most_likes)s::bigint)
      and (%(least_comments)s::bigint is null or comments >= %(least_comments)s::bigint)
      and (%(most_comments)s::bigint is null or comments <= %(most_comments)s::bigint)
      and (%(least_shares)s::bigint is null or shares >= %(least_shares)s::bigint)
      and (%(most_shares)s::bigint is null or shares <= %(most_shares)s::bigint)
      and (%(least_saves)s::bigint is null or saves >= %(least_saves)s::bigint)
      and (%(most_saves)s::bigint is null or saves <= %(most_saves)s::bigint)
      and (%(least_views)s::bigint is null or views >= %(least_views)s::bigint)
      and (%(most_views)s::bigint is null or views <= %(most_views)s::bigint)
      and (
          %(least_interactions)s::bigint is null
          or likes + comments + case when platform = 'tiktok' then shares else 0 end
              >= %(least_interactions)s::bigint
      )
      and (
          %(most_interactions)s::bigint is null
          or likes + comments + case when platform = 'tiktok' then shares else 0 end
              <= %(most_interactions)s::bigint
      )
    order by p.published_at, p.post_id
) l
