-- The times are those of the queue's own notes; a job put back after a kill keeps its number.
with told as (
    select id, task_name, case status when 'todo' then 'waiting' when 'doing' then 'running' else 'failed' end as state, scheduled_at,
           attempts, nullif(args ->> 'account_id', '')::bigint as account_id
    from procrastinate_jobs
    where status in ('todo', 'doing', 'failed', 'aborting', 'aborted')
)
select t.id as job_id, t.task_name as task, t.state, t.account_id, a.platform, a.handle, e.queued_at, e.since,
       t.scheduled_at, t.attempts
from told t
left join account a on a.account_id = t.account_id
cross join lateral (
    select min(at) filter (where type = 'deferred') as queued_at, max(at) as since
    from procrastinate_events
    where job_id = t.id
) e
where (%(state)s::text is null or t.state = %(state)s::text)
  and (%(after)s::bigint is null or t.id < %(after)s::bigint)
order by t.id desc
limit %(limit)s::int
