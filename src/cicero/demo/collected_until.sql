select min(list_at)
from collection
where state not in ('private', 'gone')
