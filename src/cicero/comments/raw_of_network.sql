select r.account_id, r.fetched_at, r.source, r.endpoint, r.digest, r.body
from raw_payload r
join account a using (account_id)
where a.platform = %(platform)s
