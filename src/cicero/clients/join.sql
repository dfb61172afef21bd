insert into client_person (client_id, person_id, role)
values (%(client_id)s::bigint, %(person_id)s::bigint, %(role)s)
on conflict (client_id, person_id) do update set role = excluded.role
where array_position(array['viewer', 'analyst', 'manager'], client_person.role)
    < array_position(array['viewer', 'analyst', 'manager'], excluded.role)
