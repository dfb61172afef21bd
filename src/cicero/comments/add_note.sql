insert into comment_note (client_id, account_id, post_id, comment_id, person_id, body)
values (
    %(client_id)s::bigint, %(account_id)s::bigint, %(post_id)s::bigint, %(comment_id)s::bigint,
    %(person_id)s::bigint, %(body)s
)
returning note_id
