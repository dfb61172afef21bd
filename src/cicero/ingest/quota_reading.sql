select observed_at, plan_limit, remaining, resets_at
from source_quota
where name = %(name)s
order by hour desc
limit 1
