-- How often each tag was used in a period and in the one before, over these accounts.
--
-- `trend` is the log-odds ratio of a tag's share of all uses, now against before, in its standard deviations,
-- with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008): the tag's uses in
-- both periods, at a tenth of their weight.
-- `rising` and `falling` are the tags that Benjamini and Hochberg's procedure (1995) believes in, each by itself:
-- the chance of such a trend without a cause, in order, stays below a line that ends at `false_rate` for the last
-- of all tags; from `least_trend` on it may. What is looked for (`containing`) changes nothing in that.
-- `offset 0` keeps each place in an array from being looked for again wherever it is named. The order is that of the
-- index: the years of a tag come one after the other, and need no table of all tags of all accounts to meet.
with placed as (
    select u.account_id, u.tag, u.interactions, u.unknown,
           width_bucket(%(start)s::int - 1, u.minutes) as low,
           width_bucket(%(end)s::int - 1, u.minutes) as high,
           case when %(compared)s::boolean then
               width_bucket(%(before_end)s::int - 1, u.minutes)
               - width_bucket(%(before_start)s::int - 1, u.minutes)
           else 0 end as before
    from tag_use u
    where u.account_id = any(%(accounts)s::bigint[])
      and u.sign = %(sign)s::text
      and u.year between %(first_year)s::int and %(last_year)s::int
    order by u.account_id, u.tag
    offset 0
),
by_account as (
    select account_id, tag, total((high - low)::bigint) as posts, total(before::bigint) as before,
           total(interactions[high] - coalesce(interactions[low], 0)) filter (where high > low) as interactions,
           total((width_bucket(%(end)s::int - 1, unknown)
                  - width_bucket(%(start)s::int - 1, unknown))::bigint) filter (where unknown is not null) as unknown
    from placed
    where high > low or before > 0
    group by account_id, tag
),
repeated as (
    select t.tag,
           count(*) filter (where p.published_at >= %(from)s::timestamptz and p.published_at < %(until)s::timestamptz)
               as posts,
           count(i.interactions) filter (
               where p.published_at >= %(from)s::timestamptz and p.published_at < %(until)s::timestamptz
           ) as known,
           total(i.interactions) filter (
               where p.published_at >= %(from)s::timestamptz and p.published_at < %(until)s::timestamptz
           ) as interactions,
           count(*) filter (
               where p.published_at >= %(from_before)s::timestamptz
                 and p.published_at < %(until_before)s::timestamptz
           ) as before
    from post p
    cross join lateral (
        select interactions_of(p.platform, p.likes, p.comments, p.shares) as interactions
    ) i
    join post_tag t on t.account_id = p.account_id and t.post_id = p.post_id and t.sign = %(sign)s::text
    where p.account_id = any(%(accounts)s::bigint[])
      and p.also_under is not null
      and p.also_under && %(accounts)s::bigint[]
      and p.published_at >= least(%(from)s::timestamptz, %(from_before)s::timestamptz)
      and p.published_at < greatest(%(until)s::timestamptz, %(until_before)s::timestamptz)
    group by t.tag
),
used as (
    select a.tag, a.accounts, a.posts - coalesce(r.posts, 0) as posts, a.before - coalesce(r.before, 0) as before,
           a.known - coalesce(r.known, 0) as known,
           coalesce(a.interactions, 0) - coalesce(r.interactions, 0) as interactions
    from (
        select tag, count(*) filter (where posts > 0) as accounts, total(posts) as posts,
               total(before) as before, total(interactions) as interactions,
               total(posts) - coalesce(total(unknown), 0) as known
        from by_account
        group by tag
    ) a
    left join repeated r on r.tag = a.tag
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
