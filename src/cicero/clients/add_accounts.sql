insert into client_account (client_id, account_id, role)
select %(client_id)s::bigint, account_id, %(role)s
from unnest(%(accounts)s::bigint[]) as account_id
on conflict do nothing
