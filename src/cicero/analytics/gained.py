"""What counts grew by during a period, whatever the post's age: the other basis of the compiler.

A snapshot is a look at a post that found another count than before. What a look adds is its count less the
one known before it: of the last look that knew it, up to LOOKED_BACK before the period. A post that was
published in the period starts from zero. An older one that was not seen before starts from its first look in
the period: what it had gained before that is not known, and stays left out. Growth is dated by the look that
found it, so the days of a period add up to the period.
"""

from __future__ import annotations

from collections.abc import Sequence

from cicero.analytics.compiler import (
    PLATFORM,
    REPEATED,
    TAGS,
    Statement,
    counters_of,
    parts_of,
)
from cicero.analytics.conditions import conditions, parameters
from cicero.analytics.grouping import grouping
from cicero.analytics.query import Query
from cicero.metrics import Metric

LOOKED_BACK = "interval '28 days'"
"""Of a look from long before, nobody could say how much of the growth since belongs to the period."""

GROWN = """
with look as (
    select s.account_id, s.post_id, s.observed_at{looked}
    from post_snapshot s
    where s.account_id = any(%(accounts)s::bigint[])
      and s.observed_at >= %(start)s::timestamptz and s.observed_at < %(end)s::timestamptz
    window by_time as (partition by s.account_id, s.post_id order by s.observed_at)
),
grown as materialized (
    select {bin} as bin, {repeated} as repeated, p.account_id, p.post_id, {platform}, s.observed_at{grown}
    from {tables}
    join look s on s.account_id = p.account_id and s.post_id = p.post_id
    where {conditions}
)"""

# One row for each post first, so that a post counts once however often it was looked at.
CELL = """,
{name} as (
    select key, repeated, platform, count(*) as posts{sums}, min(seen) as oldest, max(seen) as newest
    from (
        select {key} as key, repeated, platform, account_id, post_id, max(observed_at) as seen{sums}
        from grown
        group by 1, 2, 3, 4, 5
    ) post
    group by key, repeated, platform{patterns}
)"""

LOOKED = ", s.{name}, lag(s.{name}) over by_time as {name}_before"
# The look just before may not have told this count: only then is the last one that did searched for.
GREW = """,
           case when s.{name} is not null then s.{name} - coalesce(
               s.{name}_before,
               (select b.{name} from post_snapshot b
                where b.account_id = s.account_id and b.post_id = s.post_id and b.{name} is not null
                  and b.observed_at < s.observed_at and b.observed_at >= %(start)s::timestamptz - {back}
                order by b.observed_at desc limit 1),
               case when p.published_at >= %(start)s::timestamptz then 0 end
           ) end as {name}"""

ANSWER = """
select 0 as section, null as key{figures}, coalesce(total(posts), 0), min(oldest), max(newest)
from whole cell
where not repeated"""

GROUPS = """
union all
select 1, key{figures}, total(posts), null, null
from part cell
group by key"""


def compile_gained(query: Query, metrics: Sequence[Metric]) -> Statement:
    """The columns of `compile_additive`; `posts` are those that were seen to change."""
    group = grouping(query.by, query.period, "gained")
    names = counters_of(metrics)
    figures = "".join(f",\n       {part}" for metric in metrics for part in parts_of(metric))
    text = GROWN.format(
        bin=group.bin,
        repeated=REPEATED if query.by == "account" else "false",
        platform=PLATFORM,
        looked="".join(LOOKED.format(name=name) for name in names),
        grown="".join(GREW.format(name=name, back=LOOKED_BACK) for name in names),
        tables=TAGS.format(sign=group.sign) if group.sign else "post p",
        conditions=conditions(query, once=query.by != "account"),
    )
    text += _cell("whole", "0", names)
    if query.by is not None:
        text += _cell("part", group.key, names)
    text += ANSWER.format(figures=figures)
    if query.by is not None:
        text += GROUPS.format(figures=figures)
    return Statement(text, {**parameters(query), **group.parameters})


def _cell(name: str, key: str, counters: Sequence[str]) -> str:
    return CELL.format(
        name=name,
        key=key,
        sums="".join(f", total({counter}) as {counter}" for counter in counters),
        patterns="".join(f", {counter} is null" for counter in counters),
    )
