-- The posts of a period that a page and an export may show, of all accounts: what follows says of which.
select p.*
from post p
where p.published_at >= %(start)s::timestamptz
  and p.published_at < %(end)s::timestamptz
  and (p.also_under is null or not p.also_under && %(accounts)s::bigint[])
  and (%(kinds)s::text[] = '{}' or p.kind = any(%(kinds)s::text[]))
  and (
      %(weekday)s::int is null
      or extract(isodow from p.published_at at time zone %(zone)s::text) = %(weekday)s::int
  )
  and (
      %(hour)s::int is null
      or extract(hour from p.published_at at time zone %(zone)s::text) = %(hour)s::int
  )
  and (
      %(hashtag)s::text is null
      or (select t.tag_id from tag t where t.sign = '#' and t.tag = %(hashtag)s::text) = any(p.tags)
  )
  and (
      %(mention)s::text is null
      or (select t.tag_id from tag t where t.sign = '@' and t.tag = %(mention)s::text) = any(p.tags)
  )
  and (%(text)s::text is null or strpos(folded(p.caption), folded(%(text)s::text)) > 0)
  and (%(least_likes)s::bigint is null or p.likes >= %(least_likes)s::bigint)
  and (%(most_likes)s::bigint is null or p.likes <= %(most_likes)s::bigint)
  and (%(least_comments)s::bigint is null or p.comments >= %(least_comments)s::bigint)
  and (%(most_comments)s::bigint is null or p.comments <= %(most_comments)s::bigint)
  and (%(least_shares)s::bigint is null or p.shares >= %(least_shares)s::bigint)
  and (%(most_shares)s::bigint is null or p.shares <= %(most_shares)s::bigint)
  and (%(least_saves)s::bigint is null or p.saves >= %(least_saves)s::bigint)
  and (%(most_saves)s::bigint is null or p.saves <= %(most_saves)s::bigint)
  and (%(least_views)s::bigint is null or p.views >= %(least_views)s::bigint)
  and (%(most_views)s::bigint is null or p.views <= %(most_views)s::bigint)
  and (
      %(least_interactions)s::bigint is null
      or p.likes + p.comments + case when p.platform = 'tiktok' then p.shares else 0 end
          >= %(least_interactions)s::bigint
  )
  and (
      %(most_interactions)s::bigint is null
      or p.likes + p.comments + case when p.platform = 'tiktok' then p.shares else 0 end
          <= %(most_interactions)s::bigint
  )
