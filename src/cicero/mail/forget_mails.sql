with unread as (
    update mail set body = null, state = 'failed', message = 'nobody handed it on within 30 days'
    where state in ('kept', 'failed') and body is not null and created_at < now() - interval '30 days'
)
delete from mail
where state in ('sent', 'handed', 'failed') and created_at < now() - interval '90 days'
