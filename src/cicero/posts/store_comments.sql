-- What is forgotten, or of somebody who asked to be, comes without text and author. Of an edited text the one before
-- is kept beside. What is found again was not deleted. Where nobody was erased, nobody is looked for row by row.
with any_erased as (
    select exists (select from erased_person) as it
), given as (
    select p.account_id, i.platform, i.post_id, i.comment_id, i.parent_id, i.created_at, i.author_handle, i.author_id,
           case when (select it from any_erased) then without_erased(i.platform, i.body) else i.body end as body,
           i.language, i.likes, i.replies, i.observed_at,
           (select it from any_erased) and is_erased(i.platform, i.author_id, i.author_handle) as erased,
           (i.author_id = a.platform_id or lower(i.author_handle) = a.handle) is true as own
    from json_to_recordset(%(comments)s::json) as i (
        platform text, post_id bigint, comment_id bigint, parent_id bigint, created_at timestamptz,
        author_handle text, author_id text, body text, language text, likes bigint, replies bigint,
        observed_at timestamptz
    )
    join post p on p.post_id = i.post_id and p.platform = i.platform
    join account a on a.account_id = p.account_id
), before as (
    insert into comment_edit (account_id, post_id, comment_id, replaced_at, body)
    select account_id, post_id, comment_id, g.observed_at, c.body
    from given g
    join comment c using (account_id, post_id, comment_id)
    where g.observed_at > c.observed_at and says_else(g.body, c.body) and not g.erased
    on conflict do nothing
)
insert into comment as c (
    account_id, post_id, comment_id, parent_id, created_at, author_handle, author_id, body, language,
    likes, replies, observed_at, first_seen_at, own, forgotten_at
)
select account_id, post_id, comment_id, parent_id, created_at,
       case when not erased then author_handle end, case when not erased then author_id end,
       case when not erased then body end, language, likes, replies, observed_at,
       observed_at, own, case when erased then observed_at end
from given
order by 1, 2, 3
on conflict (account_id, post_id, comment_id) do update set
    body = case when coalesce(c.forgotten_at, excluded.forgotten_at) is null
                then prefer(excluded.body, c.body, excluded.observed_at > c.observed_at) end,
    author_handle = case when coalesce(c.forgotten_at, excluded.forgotten_at) is null
                then prefer(excluded.author_handle, c.author_handle, excluded.observed_at > c.observed_at) end,
    author_id = case when coalesce(c.forgotten_at, excluded.forgotten_at) is null
                then coalesce(c.author_id, excluded.author_id) end,
    forgotten_at = coalesce(c.forgotten_at, excluded.forgotten_at),
    own = c.own or excluded.own,
    parent_id = coalesce(c.parent_id, excluded.parent_id),
    language = prefer(excluded.language, c.language, excluded.observed_at > c.observed_at),
    likes = prefer(excluded.likes, c.likes, excluded.observed_at > c.observed_at),
    replies = prefer(excluded.replies, c.replies, excluded.observed_at > c.observed_at),
    missing_since = case when excluded.observed_at <= c.observed_at then c.missing_since end,
    deleted_at = case when excluded.observed_at <= c.observed_at then c.deleted_at end,
    edited_at = case when excluded.observed_at > c.observed_at and says_else(excluded.body, c.body)
                     then excluded.observed_at else c.edited_at end,
    observed_at = greatest(excluded.observed_at, c.observed_at),
    first_seen_at = least(excluded.first_seen_at, c.first_seen_at)
where excluded.observed_at > c.observed_at
   or excluded.first_seen_at < c.first_seen_at
   or (c.author_handle is null and excluded.author_handle is not null and c.forgotten_at is null)
   or (c.author_id is null and excluded.author_id is not null and c.forgotten_at is null)
   or (c.parent_id is null and excluded.parent_id is not null)
   or (c.language is null and excluded.language is not null)
   or (c.likes is null and excluded.likes is not null)
   or (c.replies is null and excluded.replies is not null)
