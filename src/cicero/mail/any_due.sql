select exists (select from mail where state = 'waiting' and retry_at <= now())
