"""Query → SQL. Here alone, and in `gained` for the other basis, SQL is put together, and only from
whitelisted parts: those of `grouping` and `conditions`, and the formulas of `metrics`.

Two steps. First the posts of the period are gathered into cells: by bin and by pattern, which tells the
platform and which of the counters are known. Within a cell a counter is known of every post or of none, so
a cell reads like one post with larger numbers, and the formulas of additive metrics run over the few cells
as they would over the posts.
Medians run over the posts themselves. What a cell or post belongs to is found from its bin.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from cicero.analytics.conditions import conditions, parameters
from cicero.analytics.grouping import INTERACTIONS_OF_POST, Grouping, day_of, grouping
from cicero.analytics.query import Query
from cicero.errors import InputError
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
select 0 as section, null as key{figures}, coalesce(total(posts), 0), min(oldest), max(newest)
from whole"""

GROUPS = """
select 1 as section, {key} as key{figures}, total(posts), null::timestamptz, null::timestamptz
from cell
group by 2"""

MEDIANS = """
select 0 as section, null as key{medians}, count(*), min(observed_at), max(observed_at)
from (
    select observed_at{values}
    from (
        select p.observed_at{counters}
        from post p
        where {conditions}
    ) post
    offset 0 -- each value is worked out once
) valued"""

# Each bin gathers its values in an array, each group those of its bins, and sorts them: sorting all posts by
# group first takes longer, and what is worked out for each bin need not be for each post.
GATHERED = """
with bin as (
    select bin, repeated, count(*) as posts, min(observed_at) as oldest, max(observed_at) as newest{arrays}
    from (
        select bin, repeated, observed_at{values}
        from (
            select {bin} as bin, {repeated} as repeated, p.observed_at{counters}
            from {tables}
            where {conditions}
        ) post
        offset 0 -- each value is worked out once
    ) valued
    group by 1, 2
),
cell as materialized (
    select {key} as key, repeated, total(posts) as posts, min(oldest) as oldest, max(newest) as newest{sorted}
    from bin
    group by 1, 2
)"""
ARRAY = ", array_agg(value{n}) filter (where value{n} is not null) as array{n}"
SORTED = ", coalesce(array_sort(concatenated(array{n})), '{{}}') as array{n}"

# The median of all, from the sorted groups. Every 32nd value of each tells between which two values it must
# lie; what is between them is little, and that alone is sorted. Where many are equal it may be the lower one.
MIDDLE = """,
whole{n} as (
    select (known + 1) / 2 as low, (known + 2) / 2 as high, groups, known
    from (
        select total(cardinality(array{n})) as known,
               count(*) filter (where array{n} <> '{{}}') as groups
        from cell
        where not repeated
    ) counted
),
bound{n} as materialized (
    select low, high, known, coalesce(sample[(low - 1) / 32], '-infinity') as lowest,
           coalesce(sample[(high - groups) / 32 + 1 + groups], 'infinity') as highest
    from whole{n}
    cross join (
        select array_sort(array_agg(value)) as sample
        from cell
        cross join lateral (
            select array{n}[place] as value
            from generate_series(1, cardinality(array{n}), 32) place
        ) every_32nd
        where not repeated
    ) sampled
),
near{n} as materialized (
    select width_bucket(lowest, array{n}) as below,
           array{n}[width_bucket(lowest, array{n}) + 1 : width_bucket(highest, array{n})] as part
    from cell
    cross join bound{n}
    where array{n} <> '{{}}' and not repeated
),
middle{n} as (
    select known,
           (case when low <= below then lowest else few[low - below] end
            + case when high <= below then lowest else few[high - below] end) / 2 as median
    from bound{n}
    cross join (select total(below) as below from near{n}) under
    cross join (
        select array_sort(array_agg(value)) as few
        from near{n} cross join unnest(part) as its (value)
    ) sorted
)"""

OF_TOTAL = """
select 0 as section, null as key{middles}, coalesce(total(posts), 0), min(oldest), max(newest)
from cell
where not repeated"""
OF_GROUPS = """
select 1 as section, key{medians}, posts, null::timestamptz, null::timestamptz
from {groups}"""

# An account's posts that stand under another of the accounts too belong to its group, but not to the total.
WITH_REPEATED = """(
    select key, total(posts) as posts{arrays}
    from cell
    group by key
) account"""
BOTH = """,
           case count(*) when 1 then any_value(array{n})
                else array_sort(concatenated(array{n})) end as array{n}"""

UNION = "\nunion all"
MEDIAN_OF_ALL = """,
       (select median from middle{n}), (select coalesce(known, 0) from middle{n})"""
MEDIAN = "percentile_cont(0.5) within group (order by {value})"
MEDIAN_OF_ARRAY = """,
       (array{n}[(cardinality(array{n}) + 1) / 2] + array{n}[(cardinality(array{n}) + 2) / 2]) / 2,
       cardinality(array{n})"""

RANKING = """
with ranked as (
    select account_id, post_id, published_at, ({rank})::float8 as rank
    from (
        select p.account_id, p.post_id, p.published_at, {interactions} as interactions, p.likes, p.comments,
               p.shares, p.saves, p.views, p.followers
        from post p
        where {conditions}
    ) post
    order by rank desc nulls last, published_at desc, post_id desc, account_id
    limit %(limit)s::bigint
)
select account_id, post_id, platform, code, url, caption, thumbnail_url, kind, p.published_at,
       likes, comments, shares, saves, views, {interactions} as interactions,
       followers, followers_gap > interval '7 days' as followers_far,
       100 * {interactions}::float8 / nullif(followers, 0) as engagement_rate_followers,
       100 * {interactions}::float8 / nullif(views, 0) as engagement_rate_views,
       likes_hidden, observed_at,
       coalesce(
           (select k.state = 'kept' from picture k
            where k.account_id = p.account_id and k.post_id = p.post_id), false
       ) as has_picture
from ranked
join post p using (account_id, post_id)
order by rank desc nulls last, p.published_at desc, post_id desc, account_id"""

RANKS = {
    "interactions": "interactions",
    "likes": "likes",
    "comments": "comments",
    "shares": "shares",
    "saves": "saves",
    "views": "views",
    "engagement_rate_followers": "interactions::float8 / nullif(followers, 0)",
    "engagement_rate_views": "interactions::float8 / nullif(views, 0)",
    "published_at": "extract(epoch from published_at)",
}

REPEATED = "coalesce(p.also_under && %(accounts)s::bigint[], false)"
COLUMNS = {"audience": "a.audience"}
INTERACTIONS_OF_CELL = (
    "total(p.likes) + total(p.comments) + case when p.pattern >= 64 then total(p.shares) else 0 end"
)
TAGS = "post p join post_tag t on t.account_id = p.account_id and t.post_id = p.post_id and t.sign = '{sign}'"


class Statement(Struct, frozen=True):
    text: str
    parameters: dict[str, Any]


def compile_additive(query: Query, metrics: Sequence[Metric]) -> Statement:
    """Rows of: 0 total or 1 group, key, each metric's numerator, denominator if any, known; posts; as of.

    Where a post stands in several groups (tags), these do not tell the total: it is to be asked for.
    """
    group = grouping(query.by, query.period)
    before = AUDIENCE.format(day=day_of("s.observed_at", query.period)) if _needs_audience(metrics) else ""
    text = CELL.format(before=before, cells=_cells(query, group, metrics))
    figures = "".join(f",\n       {part}" for metric in metrics for part in parts_of(metric))
    groups = GROUPS.format(key=group.key, figures=figures)
    if group.sign:
        text += groups
    else:
        text += _whole(metrics) + TOTAL.format(figures=figures) + (UNION + groups if query.by else "")
    return Statement(text, {**parameters(query), **group.parameters})


def compile_medians(query: Query, metrics: Sequence[Metric]) -> Statement:
    """The same columns for metrics that are medians over posts; there is no denominator."""
    group = grouping(query.by, query.period)
    if query.by is None:
        text = _total_medians(query, metrics)
    else:
        text = _gathered(query, group, metrics)
        text += "" if group.sign else _total_of_gathered(metrics) + UNION
        text += _of_groups(metrics, with_repeated=query.by == "account")
    return Statement(text, {**parameters(query), **group.parameters})


def _total_medians(query: Query, metrics: Sequence[Metric]) -> str:
    names = [f"value{n}" for n in range(len(metrics))]
    return MEDIANS.format(
        medians="".join(f", {MEDIAN.format(value=name)}, count({name})" for name in names),
        values=_values(metrics),
        counters=_counters_of_post(metrics),
        conditions=conditions(query, once=True),
    )


def _gathered(query: Query, group: Grouping, metrics: Sequence[Metric]) -> str:
    return GATHERED.format(
        key=group.key,
        arrays="".join(ARRAY.format(n=n) for n in range(len(metrics))),
        sorted="".join(SORTED.format(n=n) for n in range(len(metrics))),
        values=_values(metrics),
        counters=_counters_of_post(metrics),
        **_source(query, group),
    )


def _values(metrics: Sequence[Metric]) -> str:
    return "".join(f", ({metric.median})::float8 as value{n}" for n, metric in enumerate(metrics))


def _counters_of_post(metrics: Sequence[Metric]) -> str:
    names = counters_of(metrics)
    counters = "".join(f", p.{name}" for name in names)
    return counters + (f", {INTERACTIONS_OF_POST} as interactions" if interact(names) else "")


def _total_of_gathered(metrics: Sequence[Metric]) -> str:
    numbers = range(len(metrics))
    middle = "".join(MIDDLE.format(n=n) for n in numbers)
    return middle + OF_TOTAL.format(middles="".join(MEDIAN_OF_ALL.format(n=n) for n in numbers))


def _of_groups(metrics: Sequence[Metric], *, with_repeated: bool) -> str:
    medians = "".join(MEDIAN_OF_ARRAY.format(n=n) for n in range(len(metrics)))
    both = WITH_REPEATED.format(arrays="".join(BOTH.format(n=n) for n in range(len(metrics))))
    return OF_GROUPS.format(medians=medians, groups=both if with_repeated else "cell")


def compile_ranking(query: Query, order: str, limit: int) -> Statement:
    """The `limit` highest posts by one of RANKS. The index ranks them; the table is read for those only."""
    if query.basis != "published":
        raise InputError("Posts are ordered by all that they have counted so far.", "Use basis=published.")
    if order not in RANKS:
        raise InputError(f"Posts cannot be ordered by {order!r}.", f"Use one of {', '.join(RANKS)}.")
    if limit < 1:
        raise InputError(f"{limit} posts were asked for.", "Ask for at least one.")
    text = RANKING.format(
        rank=RANKS[order], conditions=conditions(query), interactions=INTERACTIONS_OF_POST
    )
    return Statement(text, {**parameters(query), "limit": limit})


def parts_of(metric: Metric) -> list[str]:
    """Numerator, denominator where there is one, and number of posts known."""
    denominator = [metric.denominator] if metric.denominator else []
    return [metric.numerator, *denominator, f"coalesce({metric.known}, 0)"]


def interact(counters: Sequence[str]) -> bool:
    """Whether the formulas over these counters may name `interactions`."""
    return {"likes", "comments", "shares"} <= {*counters}


def _cells(query: Query, group: Grouping, metrics: Sequence[Metric]) -> str:
    source = _source(query, group)
    names = counters_of(metrics)
    counters = "".join(f", total({COLUMNS.get(name, f'p.{name}')}) as {name}" for name in names)
    if interact(names):
        counters += f", {INTERACTIONS_OF_CELL} as interactions"
    if _needs_audience(metrics):
        source["tables"] += "\n    left join audience a on a.account_id = p.account_id"
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


def _needs_audience(metrics: Sequence[Metric]) -> bool:
    return any("audience" in metric.needs for metric in metrics)


def counters_of(metrics: Sequence[Metric]) -> list[str]:
    """The counters that the formulas need, in a steady order."""
    return sorted({counter for metric in metrics for counter in metric.needs})


def _source(query: Query, group: Grouping) -> dict[str, str]:
    """A post that several of the accounts share stands under each account, but once in everything else."""
    return {
        "bin": group.bin,
        "repeated": REPEATED if query.by == "account" else "false",
        "tables": TAGS.format(sign=group.sign) if group.sign else "post p",
        "conditions": conditions(query, once=query.by != "account"),
    }
