-- The oldest that is due, for one worker alone: it stays locked until it is known what became of it.
select mail_id, recipient, subject, body, created_at, state, sent_at, failures, retry_at, message
from mail
where state = 'waiting' and retry_at <= now()
order by mail_id
limit 1
for update skip locked
