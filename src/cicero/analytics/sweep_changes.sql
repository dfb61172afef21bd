delete from account_change where changed_at <= now() - %(life)s::interval
