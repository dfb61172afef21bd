select day, purpose, calls, failed
from source_calls
where name = %(name)s and day >= %(since)s::date
order by day desc, purpose
