update mail set state = 'handed', sent_at = now(), body = null
where mail_id = %(mail_id)s and state in ('waiting', 'kept', 'failed')
