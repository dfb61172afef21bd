select name, url, sealed_key is not null as has_key, fallback_url, fallback_host,
       sealed_fallback_key is not null as has_fallback_key, enabled, per_minute, budget, state, message,
       state_since, retry_at, failures, last_success_at, last_failure_at, shortage
from source
