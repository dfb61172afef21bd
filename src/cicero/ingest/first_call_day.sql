select min(day) from source_calls where name = %(name)s
