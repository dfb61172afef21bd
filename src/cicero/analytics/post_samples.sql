-- The samples of each post in order of time, and last how it stands: ages in hours, and the counters that a
-- measure is made of: interactions of three, every other of itself alone.
select p.account_id, p.post_id, p.platform = 'tiktok' as with_shares,
       array_append(its.ages, greatest(date_part('epoch', p.observed_at - p.published_at) / 3600, 0)) as ages,
       array_append(
           its.counts,
           case %(measure)s::text when 'comments' then p.comments when 'shares' then p.shares
                                  when 'saves' then p.saves when 'views' then p.views else p.likes end
       ) as counts,
       array_append(its.comments, p.comments) as comments, array_append(its.shares, p.shares) as shares
from unnest(%(accounts)s::bigint[], %(posts)s::bigint[]) as asked (account_id, post_id)
join post p on p.account_id = asked.account_id and p.post_id = asked.post_id
cross join lateral (
    select array_agg(greatest(date_part('epoch', s.observed_at - p.published_at) / 3600, 0)) as ages,
           array_agg(
               case %(measure)s::text when 'comments' then s.comments when 'shares' then s.shares
                                      when 'saves' then s.saves when 'views' then s.views else s.likes end
           ) as counts,
           array_agg(s.comments) filter (where %(measure)s::text = 'interactions') as comments,
           array_agg(s.shares) filter (where %(measure)s::text = 'interactions') as shares
    from (
        select *
        from post_snapshot s
        where s.account_id = p.account_id and s.post_id = p.post_id
        order by s.observed_at
    ) s
) its
