-- Newer knowledge wins, unknown never erases, a counter may fall. Of two sources that speak of the same
-- instant the first one stays, so that files imported again and again do not take turns.
-- `places` of a post's tags are those among all tags of the call, counted from 1.
insert into post as p (
    account_id, post_id, platform, published_at, kind, code, caption, url, thumbnail_url, duration,
    language, likes, comments, shares, saves, views, reach, likes_hidden, pinned, tags, observed_at,
    first_seen_at
)
select
    account_id, post_id, platform, published_at, kind, code, caption, url, thumbnail_url, duration,
    language, likes, comments, shares, saves, views, reach, likes_hidden, pinned,
    array(select known.ids[place] from unnest(places) place order by 1), observed_at, first_seen_at
from json_to_recordset(%(posts)s::json) as i (
    account_id bigint, post_id bigint, platform text, published_at timestamptz, kind text, code text,
    caption text, url text, thumbnail_url text, duration real, language text, likes bigint, comments bigint,
    shares bigint, saves bigint, views bigint, reach bigint, likes_hidden boolean, pinned boolean,
    places int[], observed_at timestamptz, first_seen_at timestamptz
)
cross join (
    select array_agg(tag.tag_id order by told.place) as ids
    from unnest(%(signs)s::text[], %(tags)s::text[]) with ordinality as told (sign, tag, place)
    join tag on tag.sign = told.sign and tag.tag = told.tag
) known
order by account_id, post_id
on conflict (account_id, post_id) do update set
    published_at = prefer_time(excluded.published_at, p.published_at, excluded.observed_at > p.observed_at),
    kind = prefer(excluded.kind, p.kind, excluded.observed_at > p.observed_at),
    code = prefer(excluded.code, p.code, excluded.observed_at > p.observed_at),
    caption = prefer(excluded.caption, p.caption, excluded.observed_at > p.observed_at),
    url = prefer(excluded.url, p.url, excluded.observed_at > p.observed_at),
    thumbnail_url = prefer(excluded.thumbnail_url, p.thumbnail_url, excluded.observed_at > p.observed_at),
    duration = prefer(excluded.duration, p.duration, excluded.observed_at > p.observed_at),
    language = prefer(excluded.language, p.language, excluded.observed_at > p.observed_at),
    likes = prefer(excluded.likes, p.likes, excluded.observed_at > p.observed_at),
    comments = prefer(excluded.comments, p.comments, excluded.observed_at > p.observed_at),
    shares = prefer(excluded.shares, p.shares, excluded.observed_at > p.observed_at),
    saves = prefer(excluded.saves, p.saves, excluded.observed_at > p.observed_at),
    views = prefer(excluded.views, p.views, excluded.observed_at > p.observed_at),
    reach = prefer(excluded.reach, p.reach, excluded.observed_at > p.observed_at),
    likes_hidden = prefer(excluded.likes_hidden, p.likes_hidden, excluded.observed_at > p.observed_at),
    pinned = prefer(excluded.pinned, p.pinned, excluded.observed_at > p.observed_at),
    tags = prefer_tags(excluded.tags, p.tags, excluded.observed_at >= p.observed_at, excluded.caption is not null),
    observed_at = greatest(excluded.observed_at, p.observed_at),
    first_seen_at = least(excluded.first_seen_at, p.first_seen_at),
    deleted_at = case when excluded.observed_at > p.deleted_at then null else p.deleted_at end
where excluded.observed_at > p.observed_at
   or excluded.first_seen_at < p.first_seen_at
   or p.published_at <> prefer_time(excluded.published_at, p.published_at, excluded.observed_at > p.observed_at)
   or (p.kind, p.code, p.caption, p.url, p.thumbnail_url, p.duration, p.language, p.likes,
       p.comments, p.shares, p.saves, p.views, p.reach, p.likes_hidden, p.pinned, p.tags)
      is distinct from (
          prefer(excluded.kind, p.kind, excluded.observed_at > p.observed_at),
          prefer(excluded.code, p.code, excluded.observed_at > p.observed_at),
          prefer(excluded.caption, p.caption, excluded.observed_at > p.observed_at),
          prefer(excluded.url, p.url, excluded.observed_at > p.observed_at),
          prefer(excluded.thumbnail_url, p.thumbnail_url, excluded.observed_at > p.observed_at),
          prefer(excluded.duration, p.duration, excluded.observed_at > p.observed_at),
          prefer(excluded.language, p.language, excluded.observed_at > p.observed_at),
          prefer(excluded.likes, p.likes, excluded.observed_at > p.observed_at),
          prefer(excluded.comments, p.comments, excluded.observed_at > p.observed_at),
          prefer(excluded.shares, p.shares, excluded.observed_at > p.observed_at),
          prefer(excluded.saves, p.saves, excluded.observed_at > p.observed_at),
          prefer(excluded.views, p.views, excluded.observed_at > p.observed_at),
          prefer(excluded.reach, p.reach, excluded.observed_at > p.observed_at),
          prefer(excluded.likes_hidden, p.likes_hidden, excluded.observed_at > p.observed_at),
          prefer(excluded.pinned, p.pinned, excluded.observed_at > p.observed_at),
          prefer_tags(excluded.tags, p.tags, excluded.observed_at >= p.observed_at, excluded.caption is not null)
      )
