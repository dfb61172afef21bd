insert into comment_work as k (
    client_id, account_id, post_id, comment_id, state, state_at, assigned_to, changed_by, changed_at
)
select %(client_id)s::bigint, account_id, post_id, comment_id, state, case when state is not null then now() end,
       assigned_to, %(person_id)s::bigint, now()
from unnest(
    %(accounts)s::bigint[], %(posts)s::bigint[], %(comments)s::bigint[], %(states)s::text[], %(assigned)s::bigint[]
) as o (account_id, post_id, comment_id, state, assigned_to)
order by 2, 3, 4
on conflict (client_id, account_id, post_id, comment_id) do update set
    state = excluded.state,
    state_at = case when %(stated)s::boolean or k.state is distinct from excluded.state then excluded.state_at else k.state_at end,
    assigned_to = excluded.assigned_to, changed_by = excluded.changed_by, changed_at = excluded.changed_at
