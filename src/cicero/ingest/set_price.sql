update source
set price = %(price)s::double precision, shortage = %(shortage)s::double precision, balanced_at = %(at)s::timestamptz
where name = %(name)s
