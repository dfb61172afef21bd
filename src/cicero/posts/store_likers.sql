-- Under every account that the post stands under, as comments are.
insert into post_liker as l (account_id, post_id, liker, handle, first_seen_at, last_seen_at)
select p.account_id, i.post_id, i.liker, i.handle, i.observed_at, i.observed_at
from json_to_recordset(%(likers)s::json) as i (
    platform text, post_id bigint, liker text, handle text, observed_at timestamptz
)
join post p on p.post_id = i.post_id and p.platform = i.platform
-- Nothing is kept of who asked to be forgotten.
where not is_erased(i.platform, case when i.liker !~ '^@' then i.liker end, i.handle)
order by 1, 2, 3
on conflict (account_id, post_id, liker) do update set
    handle = prefer(excluded.handle, l.handle, excluded.last_seen_at > l.last_seen_at),
    first_seen_at = least(excluded.first_seen_at, l.first_seen_at),
    last_seen_at = greatest(excluded.last_seen_at, l.last_seen_at)
