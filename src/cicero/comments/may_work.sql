-- Whether somebody may be given comments of the client: who works there, or an administrator.
select exists (
    select from person p
    left join client_person m on m.person_id = p.person_id and m.client_id = %(client_id)s::bigint
    where p.person_id = %(person_id)s::bigint and p.disabled_at is null
      and (p.is_admin or m.role in ('manager', 'analyst'))
)
