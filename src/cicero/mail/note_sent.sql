update mail set state = 'sent', sent_at = now(), body = null, message = null where mail_id = %(mail_id)s
