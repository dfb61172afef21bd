-- Those that the client watches as its own, the one watched longest first.
select a.account_id, a.platform, a.handle, a.sec_uid
from client_account ca
join account a on a.account_id = ca.account_id
where ca.client_id = %(client_id)s::bigint and ca.role = 'own'
order by a.platform, ca.added_at, a.account_id
