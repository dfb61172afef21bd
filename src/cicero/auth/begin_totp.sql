-- The last used step stays: a new secret does not bring old codes back.
update credential set sealed_totp = %(sealed_totp)s where person_id = %(person_id)s::bigint and totp_since is null
