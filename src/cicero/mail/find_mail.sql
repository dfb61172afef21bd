select mail_id, recipient, subject, body, created_at, state, sent_at, failures, retry_at, message
from mail
where mail_id = %(mail_id)s
