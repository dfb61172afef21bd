-- A page of posts, oldest first, from a position on. Each account gives at most a page by its index before all
-- are put in order, so that a thousand accounts cost a thousand short index scans and no sort of everything.
with chosen as (
    select p.account_id, p.post_id, p.published_at
    from unnest(%(accounts)s::bigint[]) as watched (account_id)
    cross join lateral (
        select account_id, post_id, published_at
        from post
        where account_id = watched.account_id
          and published_at >= %(start)s::timestamptz
          and published_at < %(end)s::timestamptz
          and published_at >= coalesce(%(at)s::timestamptz, '-infinity')
          and (
              %(at)s::timestamptz is null
              or (published_at, account_id, post_id)
                  > (%(at)s::timestamptz, %(at_account)s::bigint, %(at_post)s::bigint)
          )
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
        order by published_at asc, post_id asc
        limit %(limit)s::int
    ) p
    order by p.published_at asc, p.account_id asc, p.post_id asc
    limit %(limit)s::int
)
select p.account_id, p.post_id, p.platform, a.handle, a.name as account_name, p.published_at, p.kind, p.code,
       p.caption, p.url, p.thumbnail_url, p.duration, p.likes, p.comments, p.shares, p.saves, p.views, p.reach,
       p.likes_hidden, p.followers, p.observed_at, p.first_seen_at, p.deleted_at,
       array(select t.tag from tag t where t.tag_id = any(p.tags) and t.sign = '#' order by t.tag) as hashtags,
       array(select t.tag from tag t where t.tag_id = any(p.tags) and t.sign = '@' order by t.tag) as mentions
from chosen
join post p using (account_id, post_id)
join account a using (account_id)
order by p.published_at asc, p.account_id asc, p.post_id asc
