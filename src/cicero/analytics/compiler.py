"""Query → SQL. Here alone, and in `gained` for the other basis, SQL is put together, and only from
whitelisted parts: those of `grouping` and `conditions`, and the formulas of `metrics`.

Two steps. First the posts of the period are gathered into cells: by bin and by pattern, which tells the
platform and which of the counters are known. Within a cell a counter is known of every post or of none, so
a cell reads like one post with larger numbers, and the formulas of additive metrics run over the few cells
as they would over the posts.
What a cell belongs to is found from its bin. Medians run over the posts themselves (`medians`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from cicero.analytics.conditions import conditions, parameters
from cicero.analytics.grouping import INTERACTIONS_OF_POST, Grouping, day_of, grouping
from cicero.analytics.query import Query
from cicero.db import sql
from cicero.metrics import Metric

CELLS = """
    select {bin} as bin, {repeated} as repeated, p.pattern, count(*) as posts{counters},
           min(p.observed_at) as oldest, max(p.observed_at) as newest
    from {tables}
    where {conditions}
    group by 1, 2, p.pattern{patterns}"""

# The mean of an account's followers: first of each day, so that a day looked at often weighs no more.
AUDIENCE = """audience as materialized (
    select account_id, round(avg(followers))::bigint as audience
    from (
        select s.account_id, avg(s.followers) as followers
        from account_snapshot s
        where s.account_id = any(%(accounts)s::bigint[]) and s.followers is not null
          and s.observed_at >= %(start)s::timestamptz and s.observed_at < %(end)s::timestamptz
        group by s.account_id, {day}
    ) daily
    group by account_id
),
"""

CELL = """
with {before}cell as materialized ({cells}
)"""

# Of many cells the total is added up by pattern first: the formulas are the larger part of the work.
WHOLE = """,
whole as (
    select total(posts) as posts{counters}, min(oldest) as oldest, max(newest) as newest
    from cell
    where not repeated
    group by pattern{patterns}
)"""

TOTAL = """
select 0 as section, null as key{figures}, coalesce(total(posts), 0), min(oldest), max(newest), {history}
from whole"""

GROUPS = """
select 1 as section, {key} as key{figures}, total(posts), null::timestamptz, null::timestamptz,
       null::timestamptz
from cell
group by 2"""

UNION = "\nunion all"
REPEATED = "coalesce(p.also_under && %(accounts)s::bigint[], false)"
COLUMNS = {"audience": "a.audience"}
AUDIENCE_OF_POST = "\n    left join audience a on a.account_id = p.account_id"
INTERACTIONS_OF_CELL = (
    "total(p.likes) + total(p.comments) + case when p.pattern >= 64 then total(p.shares) else 0 end"
)
# A row for each tag of a post. `offset 0`: what is worked out of a post is not worked out again for each tag.
TAGGED = """{audience}tagged as (
    select unnest(p.tags) as tag_id, p.*
    from (
        select p.tags, p.account_id, p.observed_at, p.pattern, 1::bigint as posts{counters}
        from {tables}
        where {conditions}
        offset 0
    ) p
)"""

GROUPS_OF_TAGS = """,
grouped as (
    select tag_id{figures}, total(posts) as posts
    from tagged
    group by tag_id
)
select 1 as section, tag.tag as key{names}, posts, null::timestamptz, null::timestamptz, null::timestamptz
from grouped
join tag on tag.tag_id = grouped.tag_id and tag.sign = '{sign}'"""


class Statement(Struct, frozen=True):
    text: str
    parameters: dict[str, Any]


def compile_additive(query: Query, metrics: Sequence[Metric]) -> Statement:
    """Rows of: 0 total or 1 group, key, each metric's numerator, denominator if any, known; posts; as of;
    the earliest post known of the accounts.

    Where a post stands in several groups (tags), these do not tell the total: it is to be asked for.
    """
    group = grouping(query.by, query.period)
    figures = "".join(f",\n       {part}" for metric in metrics for part in parts_of(metric))
    if group.sign:
        text = f"\nwith {tagged(query, metrics)}{_groups_of_tags(group.sign, metrics)}"
    else:
        text = CELL.format(before=_audience(query, metrics), cells=_cells(query, group, metrics))
        text += _whole(metrics) + TOTAL.format(figures=figures, history=history())
        if query.by is not None:
            text += UNION + GROUPS.format(key=group.key, figures=figures)
    return Statement(text, {**parameters(query), **group.parameters})


def history() -> str:
    """SQL for the earliest post known of the accounts: within an answer, where it costs no statement more."""
    return f"({sql(__package__, 'history_since').strip()}\n)"


def tagged(query: Query, metrics: Sequence[Metric]) -> str:
    """CTEs that end with `tagged`: a row for each tag of a post, which reads like a cell of one post."""
    return TAGGED.format(
        audience=_audience(query, metrics),
        counters="".join(
            f", {COLUMNS.get(name, f'p.{name}')}{'' if name not in COLUMNS else f' as {name}'}"
            for name in counters_of(metrics)
        )
        + (f", {INTERACTIONS_OF_POST} as interactions" if interact(counters_of(metrics)) else ""),
        tables="post p" + (AUDIENCE_OF_POST if _needs_audience(metrics) else ""),
        conditions=conditions(query),
    )


def _groups_of_tags(sign: str, metrics: Sequence[Metric]) -> str:
    """Summed by the tags' numbers; the few groups then meet their words."""
    parts = [part for metric in metrics for part in parts_of(metric)]
    return GROUPS_OF_TAGS.format(
        figures="".join(f",\n       {part} as part{n}" for n, part in enumerate(parts)),
        names="".join(f", part{n}" for n in range(len(parts))),
        sign=sign,
    )


def parts_of(metric: Metric) -> list[str]:
    """Numerator, denominator where there is one, and number of posts known."""
    denominator = [metric.denominator] if metric.denominator else []
    return [metric.numerator, *denominator, f"coalesce({metric.known}, 0)"]


def interact(counters: Sequence[str]) -> bool:
    """Whether the formulas over these counters may name `interactions`."""
    return {"likes", "comments", "shares"} <= {*counters}


def _cells(query: Query, group: Grouping, metrics: Sequence[Metric]) -> str:
    source = source_of(query, group)
    names = counters_of(metrics)
    counters = "".join(f", total({COLUMNS.get(name, f'p.{name}')}) as {name}" for name in names)
    if interact(names):
        counters += f", {INTERACTIONS_OF_CELL} as interactions"
    if _needs_audience(metrics):
        source["tables"] += AUDIENCE_OF_POST
    return CELLS.format(
        counters=counters, patterns=", a.audience is null" if _needs_audience(metrics) else "", **source
    )


def _whole(metrics: Sequence[Metric]) -> str:
    names = counters_of(metrics)
    summed = [*names, "interactions"] if interact(names) else names
    return WHOLE.format(
        counters="".join(f", total({name}) as {name}" for name in summed),
        patterns=", audience is null" if _needs_audience(metrics) else "",
    )


def _audience(query: Query, metrics: Sequence[Metric]) -> str:
    return AUDIENCE.format(day=day_of("s.observed_at", query.period)) if _needs_audience(metrics) else ""


def _needs_audience(metrics: Sequence[Metric]) -> bool:
    return any("audience" in metric.needs for metric in metrics)


def counters_of(metrics: Sequence[Metric]) -> list[str]:
    """The counters that the formulas need, in a steady order."""
    return sorted({counter for metric in metrics for counter in metric.needs})


def source_of(query: Query, group: Grouping) -> dict[str, str]:
    """A post that several of the accounts share stands under each account, but once in everything else."""
    return {
        "bin": group.bin,
        "repeated": REPEATED if query.by == "account" else "false",
        "tables": "post p",
        "conditions": conditions(query, once=query.by != "account"),
    }
