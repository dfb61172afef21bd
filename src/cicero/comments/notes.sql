select n.note_id, n.person_id, p.username as author, n.body, n.created_at
from comment_note n
left join person p using (person_id)
where n.client_id = %(client_id)s::bigint and n.account_id = %(account_id)s::bigint
  and n.post_id = %(post_id)s::bigint and n.comment_id = %(comment_id)s::bigint
order by n.note_id
