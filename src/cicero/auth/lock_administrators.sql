-- All of them are locked, so that of two who take it from each other one sees what the other did.
with admins as (
    select person_id from person where is_admin and disabled_at is null order by person_id for update
)
select person_id from admins where person_id <> %(except)s::bigint
