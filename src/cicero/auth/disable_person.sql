with disabled as (
    update person
    set disabled_at = coalesce(disabled_at, now())
    where person_id = %(person_id)s::bigint
    returning person_id
), ended as (
    delete from session where person_id = %(person_id)s::bigint
), revoked as (
    update api_key set revoked_at = now() where person_id = %(person_id)s::bigint and revoked_at is null
), spent as (
    update password_reset set used_at = now() where person_id = %(person_id)s::bigint and used_at is null
)
select person_id from disabled
