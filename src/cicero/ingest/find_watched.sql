-- `own`: some client watches it as its own. The zone is that of the first client that watches it.
select a.account_id, a.platform, a.platform_id, a.handle, a.name, a.sec_uid,
       bool_or(ca.role = 'own') as own, (array_agg(c.zone order by ca.role = 'own' desc, c.client_id))[1] as zone,
       o.state, o.failures, o.profile_due_at, o.list_due_at, o.list_depth, o.list_details, o.comments_due_at, o.profile_at, o.list_at,
       o.comments_at, o.page_size, o.backfill, o.backfill_until, o.backfill_cursor, o.backfill_pages, o.backfill_posts,
       o.backfill_oldest, o.backfill_tries, o.backfill_due_at, o.backfill_at, latest.posts as posts_said
from account a
join collection o on o.account_id = a.account_id
join client_account ca on ca.account_id = a.account_id
join client c on c.client_id = ca.client_id
left join lateral (
    select s.posts
    from account_snapshot s
    where s.account_id = a.account_id and s.posts is not null
    order by s.observed_at desc
    limit 1
) latest on true
where a.account_id = %(account_id)s::bigint
group by a.account_id, o.account_id, latest.posts
