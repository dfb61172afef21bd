select mail_id, recipient, subject, body, created_at, state, sent_at, failures, retry_at, message
from mail
order by array_position(array['kept', 'failed', 'waiting'], state) nulls last, mail_id desc
limit %(limit)s
