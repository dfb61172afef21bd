insert into result (question, version, answer, body)
values (%(question)s::uuid, %(version)s::bigint, %(answer)s::uuid, %(body)s::bytea)
