-- How often each tag was used in a period and in the one before, over these accounts.
--
-- `trend` is the log-odds ratio of a tag's share of all uses, now against before, in its standard deviations,
-- with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008): the tag's uses in
-- both periods, at a tenth of their weight.
-- `rising` and `falling` are the tags that Benjamini and Hochberg's procedure (1995) believes in, each by itself:
-- the chance of such a trend without a cause, in order, stays below a line that ends at `false_rate` for the last
-- of all tags; from `least_trend` on it may. What is looked for (`containing`) changes nothing in that.
-- Tags are counted account by account first: a table for each that fits into the processor's cache, and each
-- account stands in it once. `offset 0` keeps a post's interactions from being worked out for each of its tags.
with now as (
    select tag_id, count(*) as accounts, total(posts) as posts, total(known) as known,
           total(interactions) as interactions
    from unnest(%(accounts)s::bigint[]) as asked (account_id)
    cross join lateral (
        select tag_id, count(*) filter (where once) as posts, count(interactions) as known,
               total(interactions) as interactions
        from (
            select unnest(tags) as tag_id, once, interactions
            from (
                select tags, once,
                       case when once then interactions_of(
                           case when pattern < 64 then 'instagram' else 'tiktok' end, likes, comments, shares
                       ) end as interactions
                from (
                    select p.*, p.also_under is null or not p.also_under && %(accounts)s::bigint[] as once
                    from post p
                    where p.account_id = asked.account_id
                      and p.published_at >= %(from)s::timestamptz
                      and p.published_at < %(until)s::timestamptz
                ) p
                offset 0
            ) post
        ) each
        group by tag_id
    ) used
    group by tag_id
),
before as (
    select tag_id, count(*) as posts
    from (
        select unnest(p.tags) as tag_id
        from post p
        where p.account_id = any(%(accounts)s::bigint[])
          and p.published_at >= %(from_before)s::timestamptz
          and p.published_at < %(until_before)s::timestamptz
          and (p.also_under is null or not p.also_under && %(accounts)s::bigint[])
    ) each
    group by tag_id
),
used as (
    select tag.tag, coalesce(now.accounts, 0) as accounts, coalesce(now.posts, 0) as posts,
           coalesce(before.posts, 0) as before, coalesce(now.known, 0) as known,
           coalesce(now.interactions, 0) as interactions
    from now
    full join before using (tag_id)
    join tag using (tag_id)
    where tag.sign = %(sign)s::text
),
shared as (
    select used.*, total(posts) over () as uses, total(before) over () as uses_before,
           count(*) filter (where posts > 0) over () as tags, count(*) over () as used_at_all,
           posts + 0.1::float8 * (posts + before) as now_weight,
           before + 0.1::float8 * (posts + before) as before_weight
    from used
),
scored as (
    select shared.*,
           case when uses > 0 and uses_before > 0 then
               (ln(now_weight / nullif(uses + 0.1 * (uses + uses_before) - now_weight, 0))
                - ln(before_weight / nullif(uses_before + 0.1 * (uses + uses_before) - before_weight, 0)))
               / sqrt(1 / now_weight + 1 / before_weight)
           end as trend
    from shared
),
believed as (
    select min(strength) filter (where up) as rising, min(strength) filter (where not up) as falling
    from (
        select abs(trend) as strength, trend > 0 as up, used_at_all,
               row_number() over (partition by trend > 0 order by abs(trend) desc) as place
        from scored
        where abs(trend) >= %(least_trend)s::float8
    ) c
    where erfc(strength / sqrt(2::float8)) / 2 * used_at_all <= %(false_rate)s::float8 * place
)
select tag, posts, accounts, case when known > 0 then interactions end as interactions, known, before, trend,
       coalesce(trend >= (select rising from believed), false) as rising,
       coalesce(-trend >= (select falling from believed), false) as falling,
       tags, uses, uses_before, count(*) over () as matching
from scored
where strpos(tag, %(containing)s::text) > 0
order by case %(order)s::text
             when 'posts' then posts
             when 'accounts' then accounts
             when 'interactions' then case when known > 0 then interactions else -1 end
             when 'rising' then coalesce(trend, '-infinity')
             when 'falling' then coalesce(-trend, '-infinity')
         end desc,
         posts desc, tag
limit %(limit)s::bigint
offset %(offset)s::bigint
