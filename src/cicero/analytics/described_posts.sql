-- What a list shows of posts besides their counts.
select p.account_id, p.post_id, p.code, p.url, p.caption, p.thumbnail_url,
       coalesce(
           (select k.state = 'kept' from picture k
            where k.account_id = p.account_id and k.post_id = p.post_id), false
       ) as has_picture
from unnest(%(accounts)s::bigint[], %(posts)s::bigint[]) as asked (account_id, post_id)
join post p on p.account_id = asked.account_id and p.post_id = asked.post_id
