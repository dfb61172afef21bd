-- Jobs of workers that are no more wait again; where the same waits already, the lost one is let go, for it would
-- keep its account locked. A server that was away itself gives every worker the time to be heard again.
with lost as (
    select id, coalesce(queueing_lock, id::text) as kind
    from procrastinate_jobs
    where status = 'doing'
      and (worker_id is null or worker_id in (
          select id
          from procrastinate_workers
          where greatest(last_heartbeat, pg_postmaster_start_time()) < now() - make_interval(secs => %(silent)s::float8)
      ))
    for update skip locked
), again as (
    select distinct on (kind) id
    from lost
    where not exists (select from procrastinate_jobs w where w.status = 'todo' and w.queueing_lock = lost.kind)
    order by kind, id
), let_go as (
    delete from procrastinate_jobs where id in (select id from lost except select id from again)
)
update procrastinate_jobs
set status = 'todo', worker_id = null, abort_requested = false, scheduled_at = null, attempts = attempts + 1
where id in (select id from again)
returning id
