select distinct a.platform
from client_account ca
join account a on a.account_id = ca.account_id
where ca.client_id = %(client_id)s::bigint
