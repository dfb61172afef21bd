-- Their comments stay, to be counted, without text and author; what was written about each of them goes.
with theirs as (
    update comment c
    set body = null, author_handle = null, author_id = null, forgotten_at = now()
    from account a
    where a.account_id = c.account_id and a.platform = %(platform)s
      and (c.author_id = any(%(ids)s::text[]) or lower(c.author_handle) = any(%(handles)s::text[]))
    returning c.account_id, c.post_id, c.comment_id
), texts as (
    delete from comment_edit e using theirs t
    where e.account_id = t.account_id and e.post_id = t.post_id and e.comment_id = t.comment_id
), notes as (
    delete from comment_note n using theirs t
    where n.account_id = t.account_id and n.post_id = t.post_id and n.comment_id = t.comment_id
)
select count(*) from theirs
