with moved as (
    insert into client_account (client_id, account_id, role, added_at)
    select client_id, %(to)s::bigint, role, added_at from client_account where account_id = %(from)s::bigint
    on conflict do nothing
)
delete from client_account where account_id = %(from)s::bigint
