-- Who commented on each post, replies included, as far as it was read; each once, by handle.
select c.account_id, c.post_id, count(*) as comments, array_agg(distinct lower(c.author_handle)) as handles
from unnest(%(accounts)s::bigint[], %(posts)s::bigint[]) as asked (account_id, post_id)
join comment c on c.account_id = asked.account_id and c.post_id = asked.post_id
where c.author_handle is not null
group by 1, 2
