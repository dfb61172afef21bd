update account
set renamed_from = %(before)s, renamed_at = %(at)s::timestamptz
where account_id = %(account_id)s::bigint
