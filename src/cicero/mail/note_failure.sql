update mail
set failures = failures + 1, message = %(message)s, state = case when %(final)s then 'failed' else state end,
    retry_at = now() + make_interval(secs => %(pause)s)
where mail_id = %(mail_id)s
