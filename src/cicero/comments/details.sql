-- What is shown of these comments, in their order; how often and by whom each was worked on by this client.
select o.client_id, c.account_id, a.platform, a.handle, c.post_id, p.url as post_url, c.comment_id, c.parent_id,
       c.created_at, c.author_handle, c.author_id, c.body as text,
       coalesce(k.language, c.rated_language, c.language) as language,
       coalesce(k.sentiment, c.sentiment) as sentiment,
       case when k.sentiment is null then c.sentiment_confidence end as confidence,
       case when k.sentiment is not null then 'person' when c.sentiment is not null then c.rated_by end as rated_by,
       c.likes, c.replies, work_state(k.state, k.state_at, c.answered_at, c.answer_seen_at) as state,
       c.answered_at, k.assigned_to, who.username as assignee, m.name as member,
       (select count(*) from comment_note n
        where n.client_id = o.client_id and n.account_id = o.account_id and n.post_id = o.post_id
          and n.comment_id = o.comment_id) as notes,
       c.edited_at, c.deleted_at, c.forgotten_at, c.first_seen_at, c.observed_at
from unnest(%(clients)s::bigint[], %(accounts)s::bigint[], %(posts)s::bigint[], %(comments)s::bigint[])
    with ordinality as o (client_id, account_id, post_id, comment_id, place)
join comment c using (account_id, post_id, comment_id)
join account a using (account_id)
left join post p using (account_id, post_id)
left join comment_work k
    on k.client_id = o.client_id and k.account_id = o.account_id and k.post_id = o.post_id
    and k.comment_id = o.comment_id
left join person who on who.person_id = k.assigned_to
left join roster_member m
    on m.client_id = o.client_id and c.author_handle is not null
    and c.author_handle = case a.platform when 'instagram' then m.instagram else m.tiktok end
order by o.place
