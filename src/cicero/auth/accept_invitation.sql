with taken as (
    update invitation
    set accepted_at = now(), accepted_by = %(person_id)s::bigint
    where invitation_id = %(invitation_id)s::bigint
        and accepted_at is null and withdrawn_at is null and expires_at > now()
    returning is_admin
), raised as (
    update person
    set is_admin = true
    where person_id = %(person_id)s::bigint and (select is_admin from taken)
)
select 1 from taken
