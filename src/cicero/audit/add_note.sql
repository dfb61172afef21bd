insert into audit (person_id, actor, through, action, client_id, thing, details, address, request_id)
values (
    %(person_id)s::bigint, %(actor)s, %(through)s, %(action)s, %(client_id)s::bigint, %(thing)s,
    %(details)s::jsonb, %(address)s, %(request_id)s
)
