delete from picture k
where not exists (select from client_account ca where ca.account_id = k.account_id)
