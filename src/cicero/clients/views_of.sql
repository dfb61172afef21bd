select v.view_id, v.person_id, p.username as owner, v.name, v.page, v.query, v.shared, v.created_at, v.changed_at
from saved_view v
left join person p using (person_id)
where v.client_id = %(client_id)s::bigint and (v.shared or v.person_id = %(person_id)s::bigint)
order by v.page, lower(v.name), v.view_id
