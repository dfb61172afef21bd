update mail set state = 'waiting', failures = 0, retry_at = now()
where mail_id = %(mail_id)s and state in ('kept', 'failed') and body is not null
