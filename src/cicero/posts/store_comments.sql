insert into comment as c (
    account_id, post_id, comment_id, parent_id, created_at, author_handle, author_id, body, language,
    likes, replies, observed_at, first_seen_at
)
select p.account_id, i.post_id, i.comment_id, i.parent_id, i.created_at, i.author_handle, i.author_id, i.body,
       i.language, i.likes, i.replies, i.observed_at, i.observed_at
from json_to_recordset(%(comments)s::json) as i (
    platform text, post_id bigint, comment_id bigint, parent_id bigint, created_at timestamptz, author_handle text,
    author_id text, body text, language text, likes bigint, replies bigint, observed_at timestamptz
)
join post p on p.post_id = i.post_id and p.platform = i.platform
order by 1, 2, 3
on conflict (account_id, post_id, comment_id) do update set
    body = prefer(excluded.body, c.body, excluded.observed_at > c.observed_at),
    author_handle = prefer(excluded.author_handle, c.author_handle, excluded.observed_at > c.observed_at),
    author_id = coalesce(c.author_id, excluded.author_id),
    parent_id = coalesce(c.parent_id, excluded.parent_id),
    language = prefer(excluded.language, c.language, excluded.observed_at > c.observed_at),
    likes = prefer(excluded.likes, c.likes, excluded.observed_at > c.observed_at),
    replies = prefer(excluded.replies, c.replies, excluded.observed_at > c.observed_at),
    observed_at = greatest(excluded.observed_at, c.observed_at),
    first_seen_at = least(excluded.first_seen_at, c.first_seen_at)
where excluded.observed_at > c.observed_at
   or excluded.first_seen_at < c.first_seen_at
   or (c.author_handle is null and excluded.author_handle is not null)
   or (c.author_id is null and excluded.author_id is not null)
   or (c.parent_id is null and excluded.parent_id is not null)
   or (c.language is null and excluded.language is not null)
   or (c.likes is null and excluded.likes is not null)
   or (c.replies is null and excluded.replies is not null)
