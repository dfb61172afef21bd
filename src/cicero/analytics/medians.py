"""Query → SQL for metrics that are medians over posts, from whitelisted parts like those of `compiler`."""

from __future__ import annotations

from collections.abc import Sequence

from cicero.analytics.compiler import UNION, Statement, counters_of, history, interact, source_of, tagged
from cicero.analytics.conditions import conditions, parameters
from cicero.analytics.grouping import INTERACTIONS_OF_POST, Grouping, grouping
from cicero.analytics.query import Query
from cicero.metrics import Metric

MEDIANS = """
select 0 as section, null as key{medians}, count(*), min(observed_at), max(observed_at), {history}
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
with {before}bin as (
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

# The median of all, from the sorted groups. Some values of each, one in `step`, tell between which two values
# it must lie, and what is between them is sorted; at this step both are the fewest together. Where many are
# equal it may be the lower one.
MIDDLE = """,
whole{n} as (
    select (known + 1) / 2 as low, (known + 2) / 2 as high, groups, known,
           greatest(sqrt(known / (2 * groups)::float8)::int, 1) as step
    from (
        select total(cardinality(array{n})) as known,
               nullif(count(*) filter (where array{n} <> '{{}}'), 0) as groups
        from cell
        where not repeated
    ) counted
),
bound{n} as materialized (
    select low, high, known, coalesce(sample[(low - 1) / step], '-infinity') as lowest,
           coalesce(sample[(high - groups) / step + 1 + groups], 'infinity') as highest
    from whole{n}
    cross join lateral (
        select array_sort(array_agg(array{n}[place])) as sample
        from cell
        cross join lateral generate_series(1, cardinality(array{n}), step) place
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
select 0 as section, null as key{middles}, coalesce(total(posts), 0), min(oldest), max(newest), {history}
from cell
where not repeated"""
OF_GROUPS = """
select 1 as section, {key} as key{medians}, posts, null::timestamptz, null::timestamptz, null::timestamptz
from {groups}"""

WITH_WORDS = "cell join tag on tag.tag_id = cell.key and tag.sign = '{sign}'"

# An account's posts that stand under another of the accounts too belong to its group, but not to the total.
WITH_REPEATED = """(
    select key, total(posts) as posts{arrays}
    from cell
    group by key
) account"""
BOTH = """,
           case count(*) when 1 then any_value(array{n})
                else array_sort(concatenated(array{n})) end as array{n}"""

MEDIAN_OF_ALL = """,
       (select median from middle{n}), (select coalesce(known, 0) from middle{n})"""
MEDIAN = "percentile_cont(0.5) within group (order by {value})"
MEDIAN_OF_ARRAY = """,
       (array{n}[(cardinality(array{n}) + 1) / 2] + array{n}[(cardinality(array{n}) + 2) / 2]) / 2,
       cardinality(array{n})"""


def compile_medians(query: Query, metrics: Sequence[Metric]) -> Statement:
    """The same columns for metrics that are medians over posts; there is no denominator."""
    group = grouping(query.by, query.period)
    if query.by is None:
        text = _total_medians(query, metrics)
    else:
        text = _gathered(query, group, metrics)
        text += "" if group.sign else _total_of_gathered(metrics) + UNION
        text += _of_groups(query, group, metrics)
    return Statement(text, {**parameters(query), **group.parameters})


def _total_medians(query: Query, metrics: Sequence[Metric]) -> str:
    names = [f"value{n}" for n in range(len(metrics))]
    return MEDIANS.format(
        medians="".join(f", {MEDIAN.format(value=name)}, count({name})" for name in names),
        values=_values(metrics),
        counters=_counters_of_post(metrics),
        conditions=conditions(query, once=True),
        history=history(),
    )


def _gathered(query: Query, group: Grouping, metrics: Sequence[Metric]) -> str:
    return GATHERED.format(
        key=group.key,
        arrays="".join(ARRAY.format(n=n) for n in range(len(metrics))),
        sorted="".join(SORTED.format(n=n) for n in range(len(metrics))),
        values=_values(metrics),
        counters=_counters_of_post(metrics),
        **_source(query, group, metrics),
    )


def _source(query: Query, group: Grouping, metrics: Sequence[Metric]) -> dict[str, str]:
    source = source_of(query, group)
    if group.sign is None:
        return {"before": "", **source}
    before = f"{tagged(query, metrics)},\n"
    return {**source, "before": before, "bin": "p.tag_id", "tables": "tagged p", "conditions": "true"}


def _values(metrics: Sequence[Metric]) -> str:
    return "".join(f", ({metric.median})::float8 as value{n}" for n, metric in enumerate(metrics))


def _counters_of_post(metrics: Sequence[Metric]) -> str:
    names = counters_of(metrics)
    counters = "".join(f", p.{name}" for name in names)
    return counters + (f", {INTERACTIONS_OF_POST} as interactions" if interact(names) else "")


def _total_of_gathered(metrics: Sequence[Metric]) -> str:
    numbers = range(len(metrics))
    middle = "".join(MIDDLE.format(n=n) for n in numbers)
    return middle + OF_TOTAL.format(
        middles="".join(MEDIAN_OF_ALL.format(n=n) for n in numbers), history=history()
    )


def _of_groups(query: Query, group: Grouping, metrics: Sequence[Metric]) -> str:
    medians = "".join(MEDIAN_OF_ARRAY.format(n=n) for n in range(len(metrics)))
    key, groups = "key", "cell"
    if group.sign:
        key, groups = "tag.tag", WITH_WORDS.format(sign=group.sign)
    elif query.by == "account":
        groups = WITH_REPEATED.format(arrays="".join(BOTH.format(n=n) for n in range(len(metrics))))
    return OF_GROUPS.format(key=key, medians=medians, groups=groups)
