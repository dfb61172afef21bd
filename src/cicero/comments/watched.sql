-- Which of these accounts which of these clients watches, as far as it may be seen.
select client_id, account_id
from client_account
where client_id = any(%(clients)s::bigint[])
  and (%(accounts)s::bigint[] is null or account_id = any(%(accounts)s::bigint[]))
