-- Answers that are kept: those to analyses are made again, of those to requests only these are let go.
with analyses as (delete from result)
delete from answered a
using unnest(%(needles)s::bytea[]) as needle
where position(needle in a.body) > 0
