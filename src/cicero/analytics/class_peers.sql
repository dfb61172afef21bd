-- Every account of these platforms with its followers as last known before the end of the period.
select a.account_id, a.platform, last.followers
from account a
left join lateral (
    select s.followers
    from account_snapshot s
    where s.account_id = a.account_id and s.observed_at < %(until)s::timestamptz and s.followers is not null
    order by s.observed_at desc
    limit 1
) last on true
where a.platform in (select platform from account where account_id = any(%(accounts)s::bigint[]))
