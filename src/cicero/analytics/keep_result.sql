insert into result (question, version, answer, accounts, body)
values (
    %(question)s::uuid, %(version)s::bigint, %(answer)s::uuid, %(accounts)s::bigint[], %(body)s::bytea
)
