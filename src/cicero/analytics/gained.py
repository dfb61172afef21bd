"""What counts grew by during a period, whatever the post's age: the other basis of the compiler.

A look is a snapshot of a post, which found another count than the look before. What it found more stands in
`post_growth`, so growth is a sum over the looks of the period, and dated by the look that found it. The first
look that knows a count holds all of it: that is growth of the period only if the post was published in it.
Of an older post it is where counting starts, for what it had gained before is not known.
"""

from __future__ import annotations

from collections.abc import Sequence

from cicero.analytics.compiler import REPEATED, Statement, counters_of, history, interact, parts_of
from cicero.analytics.conditions import conditions, parameters
from cicero.analytics.grouping import PLATFORM_OF_PATTERN, Grouping, grouping
from cicero.analytics.query import Query
from cicero.metrics import Metric

LOOKED_BACK = "interval '28 days'"
"""Of a look from longer before the period, nobody could say how much of the growth since belongs to it."""

# Looks are summed by post and bin before they meet their posts: the planner takes the columns of a post's key
# for independent, expects next to nothing of this join, and would sort all the looks that come out of it.
GROWN = """
with chosen as materialized (
    select {of_post} as of_post, {repeated} as repeated, p.account_id, p.post_id, p.published_at, {platform}
    from {tables}
    where {conditions}
),
look as (
    select s.account_id, s.post_id, {of_look} as of_look, max(s.observed_at) as seen{summed}
    from post_growth s
    where s.account_id = any(%(accounts)s::bigint[])
      and s.observed_at >= %(start)s::timestamptz and s.observed_at < %(end)s::timestamptz
    group by 1, 2, 3
),
grown as (
    select {bin} as bin, p.repeated, p.account_id, p.post_id, p.platform, s.seen{grown}
    from look s
    join chosen p on p.account_id = s.account_id and p.post_id = s.post_id
)"""

# One row for each post first, so that a post counts once however often it was looked at.
CELL = """,
{name} as (
    select key, repeated, count(*) as posts{sums}{interactions}, min(seen) as oldest, max(seen) as newest
    from (
        select {key} as key, repeated, platform, account_id, post_id, max(seen) as seen{sums}
        from grown
        group by 1, 2, 3, 4, 5
    ) post
    group by key, repeated, platform{patterns}
)"""

SUMMED = """,
           total(case when s.opening & {bit} = 0 and s.before_at >= %(start)s::timestamptz - {back}
                      then s.{name} end) as {name},
           total(case when s.opening & {bit} > 0 then s.{name} end) as first_{name}"""
# Either may be unknown, but not both added then.
GREW = """,
           case when s.first_{name} is not null and p.published_at >= %(start)s::timestamptz
                then s.first_{name} + coalesce(s.{name}, 0) else s.{name} end as {name}"""
INTERACTIONS_OF_CELL = (
    "total(likes) + total(comments) + case when platform = 'tiktok' then total(shares) else 0 end"
)
TAGS = """(select p.*, unnest(p.tags) as tag_id from post p) p
    join tag t on t.tag_id = p.tag_id and t.sign = '{sign}'"""
BITS = {"likes": 1, "comments": 2, "shares": 4, "saves": 8, "views": 16}
"""Which count of a look is the first known, in `post_growth.opening`."""

ANSWER = """
select 0 as section, null as key{figures}, coalesce(total(posts), 0), min(oldest), max(newest), {history}
from whole
where not repeated"""

GROUPS = """
union all
select 1, key{figures}, total(posts), null, null, null
from part
group by key"""


def compile_gained(query: Query, metrics: Sequence[Metric]) -> Statement:
    """The columns of `compile_additive`; `posts` are those that were seen to change."""
    group = grouping(query.by, query.period, "gained")
    names = counters_of(metrics)
    figures = "".join(f",\n       {part}" for metric in metrics for part in parts_of(metric))
    of_look, bin = _bins(query, group)
    text = GROWN.format(
        of_post=group.bin if bin == "p.of_post" else "null",
        of_look=of_look,
        bin=bin,
        repeated=REPEATED if query.by == "account" else "false",
        platform=f"{PLATFORM_OF_PATTERN} as platform",
        summed="".join(SUMMED.format(name=name, bit=BITS[name], back=LOOKED_BACK) for name in names),
        grown="".join(GREW.format(name=name) for name in names),
        tables=TAGS.format(sign=group.sign) if group.sign else "post p",
        conditions=conditions(query, once=query.by != "account"),
    )
    text += _cell("whole", "0", names)
    if query.by is not None:
        text += _cell("part", group.key, names)
    text += ANSWER.format(figures=figures, history=history())
    if query.by is not None:
        text += GROUPS.format(figures=figures)
    return Statement(text, {**parameters(query), **group.parameters})


def _bins(query: Query, group: Grouping) -> tuple[str, str]:
    """By what of a look its growth is summed, and the bin of a post's sums."""
    if query.by == "post_age":
        return "s.observed_at", group.bin.replace("s.observed_at", "s.of_look")
    return (group.bin, "s.of_look") if "s.observed_at" in group.bin else ("0", "p.of_post")


def _cell(name: str, key: str, counters: Sequence[str]) -> str:
    return CELL.format(
        name=name,
        key=key,
        sums="".join(f", total({counter}) as {counter}" for counter in counters),
        interactions=f", {INTERACTIONS_OF_CELL} as interactions" if interact(counters) else "",
        patterns="".join(f", {counter} is null" for counter in counters),
    )
