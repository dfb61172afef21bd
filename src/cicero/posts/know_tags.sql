-- In order, so that two imports cannot deadlock. What is known already is left out first: a number that is drawn for
-- nothing is used up.
insert into tag (sign, tag)
select told.sign, told.tag
from unnest(%(signs)s::text[], %(tags)s::text[]) as told (sign, tag)
where not exists (select from tag known where known.sign = told.sign and known.tag = told.tag)
order by 1, 2
on conflict do nothing
