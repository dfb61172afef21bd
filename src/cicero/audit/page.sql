-- Newest first, before the line that the page before ended with: lines that arrive meanwhile move nothing.
select
    a.audit_id, a.at, a.person_id, a.actor, a.through, a.action, a.client_id, c.slug as client,
    a.thing, a.details, a.address, a.request_id
from audit a
left join client c using (client_id)
where
    (%(before)s::bigint is null or a.audit_id < %(before)s)
    and (%(person)s::text is null or a.actor = %(person)s)
    and (%(client)s::text is null or c.slug = %(client)s)
    and (%(action)s::text is null or a.action = %(action)s or a.action like %(action)s || '.%%')
    and (%(start)s::timestamptz is null or a.at >= %(start)s)
    and (%(end)s::timestamptz is null or a.at < %(end)s)
order by a.audit_id desc
limit %(limit)s
