-- A picture that is kept stays when its successor cannot be had. Each failure doubles the wait, up to a week.
-- A link that was over before it was tried is no failure: the next one is tried at once (of a kept picture:
-- after a day).
insert into picture as k (account_id, post_id, state, link, failures, retry_at)
select %(account_id)s::bigint, i.post_id, %(state)s::text, md5(i.link)::uuid,
       %(tried)s::boolean::integer,
       case when %(tried)s::boolean then %(at)s::timestamptz + interval '1 hour' end
from unnest(%(post_ids)s::bigint[], %(links)s::text[]) as i (post_id, link)
order by i.post_id
on conflict (account_id, post_id) do update set
    state = case when k.state = 'kept' then k.state else excluded.state end,
    link = excluded.link,
    failures = k.failures + excluded.failures,
    retry_at = case
        when excluded.failures = 1
            then %(at)s::timestamptz + least(interval '7 days', interval '1 hour' * 2 ^ least(k.failures, 8))
        when k.state = 'kept' then %(at)s::timestamptz + interval '1 day'
    end
