-- What each watched account of these networks will ask for: how often it posts, how much of it is followed.
select a.account_id, bool_or(ca.role = 'own') as own, least(count(distinct p.post_id), %(followed)s::integer)::integer as posts,
       count(distinct p.post_id)::float8 / %(hours)s::float8 as rate, o.page_size
from collection o
join account a on a.account_id = o.account_id
join client_account ca on ca.account_id = a.account_id
left join post p on p.account_id = a.account_id
    and p.published_at > %(at)s::timestamptz - make_interval(hours => %(hours)s::integer) and p.deleted_at is null
where a.platform = %(platform)s
  and o.state not in ('private', 'gone')
group by a.account_id, o.page_size
