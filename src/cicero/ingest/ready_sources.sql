-- Those that can be asked now.
select name, shortage
from source
where enabled and sealed_key is not null and (retry_at is null or retry_at <= %(at)s::timestamptz)
