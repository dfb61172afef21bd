with v as (
    insert into saved_view (client_id, person_id, name, page, query, shared)
    values (
        %(client_id)s::bigint, %(person_id)s::bigint, %(name)s::text, %(page)s::text, %(query)s::text,
        %(shared)s::boolean
    )
    returning *
)
select v.view_id, v.person_id, p.username as owner, v.name, v.page, v.query, v.shared, v.created_at, v.changed_at
from v
join person p using (person_id)
