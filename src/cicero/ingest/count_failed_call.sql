update source_calls
set failed = failed + 1
where name = %(name)s and day = (%(at)s::timestamptz at time zone 'UTC')::date and purpose = %(purpose)s
