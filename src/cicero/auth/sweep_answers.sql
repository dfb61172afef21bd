delete from answered where answered_at < now() - %(hours)s::int * interval '1 hour'
