-- Each action that there is, found by jumping from one to the next in the index.
with recursive every as (
    (select action from audit order by action limit 1)
    union all
    select (select a.action from audit a where a.action > e.action order by a.action limit 1)
    from every e
    where e.action is not null
)
select action from every where action is not null
