update person
set email = %(email)s
where person_id = %(person_id)s::bigint
    and not exists (
        select from person other where other.email = %(email)s and other.person_id <> %(person_id)s::bigint
    )
