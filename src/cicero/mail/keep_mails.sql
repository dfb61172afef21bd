update mail set state = 'kept'
where mail_id in (select mail_id from mail where state = 'waiting' order by mail_id for update skip locked)
returning mail_id, recipient, subject, body, created_at, state, sent_at, failures, retry_at, message
