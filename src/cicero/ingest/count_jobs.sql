select task_name as task, case status when 'todo' then 'waiting' when 'doing' then 'running' else 'failed' end as state, count(*) as jobs
from procrastinate_jobs
where status in ('todo', 'doing', 'failed', 'aborting', 'aborted')
group by 1, 2
order by 1, 2
