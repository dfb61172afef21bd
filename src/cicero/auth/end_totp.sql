update credential
set sealed_totp = null, totp_since = null
where person_id = %(person_id)s::bigint and totp_since is not null
