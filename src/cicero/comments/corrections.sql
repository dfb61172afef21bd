-- How often each rater was looked at by people, and how often it was right, the last word on each comment counted.
select what, rated_by, count(*) as corrected, count(*) filter (where rated = corrected) as confirmed
from (
    select distinct on (client_id, account_id, post_id, comment_id, what) *
    from comment_correction
    order by client_id, account_id, post_id, comment_id, what, correction_id desc
) last
where rated_by is not null
group by 1, 2
order by 1, 2
