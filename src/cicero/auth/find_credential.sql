-- With the addresses that this account has signed in from lately.
select p.person_id, p.username, c.password_hash, c.changed_at, c.totp_since, c.sealed_totp,
       array(
           select distinct s.address from session s
           where s.person_id = p.person_id and s.address <> '' and s.created_at > now() - interval '90 days'
       ) as addresses
from person p
join credential c using (person_id)
where (p.username = %(username)s or p.person_id = %(person_id)s::bigint) and p.disabled_at is null
