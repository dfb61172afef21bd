-- What stands of these comments for the client, locked until the transaction ends; nulls where nobody touched them.
select o.account_id, o.post_id, o.comment_id, k.state, k.assigned_to
from unnest(%(accounts)s::bigint[], %(posts)s::bigint[], %(comments)s::bigint[]) with ordinality
    as o (account_id, post_id, comment_id, place)
join client_account w on w.client_id = %(client_id)s::bigint and w.account_id = o.account_id
join comment c on c.account_id = o.account_id and c.post_id = o.post_id and c.comment_id = o.comment_id
left join comment_work k
    on k.client_id = %(client_id)s::bigint and k.account_id = o.account_id and k.post_id = o.post_id
    and k.comment_id = o.comment_id
order by o.place
