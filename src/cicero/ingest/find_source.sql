select name, url, sealed_key, fallback_url, fallback_host, sealed_fallback_key, enabled, per_minute, budget, state,
       message, state_since, retry_at, failures, last_success_at, last_failure_at, price, shortage
from source
where name = %(name)s
