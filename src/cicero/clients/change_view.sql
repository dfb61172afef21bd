with v as (
    update saved_view
    set name = %(name)s::text, page = %(page)s::text, query = %(query)s::text, shared = %(shared)s::boolean,
        changed_at = now()
    where view_id = %(view_id)s::bigint
    returning *
)
select v.view_id, v.person_id, p.username as owner, v.name, v.page, v.query, v.shared, v.created_at, v.changed_at
from v
join person p using (person_id)
