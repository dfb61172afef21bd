-- Keep what was corrected, and let it lead for this client.
with rated as (
    select c.rated_by, c.sentiment, coalesce(c.rated_language, c.language) as language
    from comment c
    where c.account_id = %(account_id)s::bigint and c.post_id = %(post_id)s::bigint
      and c.comment_id = %(comment_id)s::bigint
), kept as (
    insert into comment_correction (
        client_id, account_id, post_id, comment_id, what, rated_by, rated, corrected, person_id
    )
    select %(client_id)s::bigint, %(account_id)s::bigint, %(post_id)s::bigint, %(comment_id)s::bigint, w.what,
           r.rated_by, w.rated, w.corrected, %(person_id)s::bigint
    from rated r
    cross join lateral (
        values ('sentiment', r.sentiment, %(sentiment)s::text), ('language', r.language, %(language)s::text)
    ) w (what, rated, corrected)
    where w.corrected is not null
)
insert into comment_work as k (
    client_id, account_id, post_id, comment_id, sentiment, language, changed_by
)
select %(client_id)s::bigint, %(account_id)s::bigint, %(post_id)s::bigint, %(comment_id)s::bigint,
       %(sentiment)s::text, %(language)s::text, %(person_id)s::bigint
on conflict (client_id, account_id, post_id, comment_id) do update set
    sentiment = coalesce(excluded.sentiment, k.sentiment), language = coalesce(excluded.language, k.language),
    changed_by = excluded.changed_by, changed_at = now()
