"""The same question about several groups of accounts, such as all clients, in one statement.

Formulas are the catalogue's, the answer of each group is the Result that `run` gives for its accounts by day.
SQL is put together from the parts of `metrics` and `grouping` alone, as in `compiler`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from msgspec.structs import replace

from cicero.analytics.compiler import counters_of, interact, parts_of
from cicero.analytics.figures import empty, maker
from cicero.analytics.grouping import INTERACTIONS_OF_POST
from cicero.analytics.medians import MEDIAN
from cicero.analytics.query import Query
from cicero.analytics.result import Figure, Result, Row
from cicero.analytics.seen import seen
from cicero.db import Connection, as_array, sql
from cicero.metrics import Metric, find
from cicero.periods import Period, bucket_starts, buckets

POSTS = """
with asked as materialized (
    select account_id, number, array_agg(account_id) over (partition by number) as accounts
    from unnest(%(accounts)s::bigint[], %(numbers)s::int[]) as asked (account_id, number)
)
select number, now, case when grouping(day) = 0 then day end as day{figures},
       count(*), min(observed_at), max(observed_at)
from (
    select a.number, span.now, width_bucket(p.published_at, %(starts)s::timestamptz[]) as day,
           1::bigint as posts, p.observed_at{counters}
    from asked a
    cross join unnest(%(nows)s::boolean[], %(froms)s::timestamptz[], %(untils)s::timestamptz[])
        as span (now, first, until)
    join post p
        on p.account_id = a.account_id and p.published_at >= span.first and p.published_at < span.until
    where p.also_under is null or not p.also_under && a.accounts
    offset 0 -- each value is worked out once
) post
group by grouping sets ((number, now), (number, now, day))"""

Told = dict[tuple[bool, int | None], Sequence[Any]]
"""Of one group: whether it is the period itself, the number of the day from 1 (None: all) → its row."""


async def run_several(
    connection: Connection,
    groups: Mapping[int, Sequence[int]],
    names: Sequence[str],
    period: Period,
    compare: Period,
) -> dict[int, Result]:
    """By the number of the group. The compared period has totals, but no rows."""
    metrics = find(names)
    pairs = [(account, number) for number, accounts in groups.items() for account in dict.fromkeys(accounts)]
    every = list(dict.fromkeys(account for account, _ in pairs))
    asked = {
        "accounts": as_array(account for account, _ in pairs),
        "numbers": as_array(number for _, number in pairs),
        "starts": list(bucket_starts(period, "day")),
        "nows": [True, False],
        "froms": [period.start, compare.start],
        "untils": [period.end, compare.end],
    }
    async with seen(connection, every):
        cursor = await connection.execute(cast(Any, _statement(metrics)), asked, binary=True)
        told: dict[int, Told] = defaultdict(dict)
        for row in await cursor.fetchall():
            told[row[0]][row[1], row[2]] = row[1:]
        since = await _since(connection, asked)
    query = Query(accounts=(), metrics=tuple(names), period=period, compare=compare, by="day")
    return {
        number: _result(
            replace(query, accounts=tuple(dict.fromkeys(some))),
            compare,
            metrics,
            told[number],
            since.get(number),
        )
        for number, some in groups.items()
    }


def _statement(metrics: Sequence[Metric]) -> str:
    names = counters_of(metrics)
    counters = "".join(f", p.{name}" for name in names)
    if interact(names):
        counters += f", {INTERACTIONS_OF_POST} as interactions"
    figures = "".join(f",\n       {part}" for metric in metrics for part in _parts(metric))
    return POSTS.format(figures=figures, counters=counters)


def _parts(metric: Metric) -> list[str]:
    if metric.median:
        return [MEDIAN.format(value=metric.median), f"count({metric.median})"]
    return parts_of(metric)


async def _since(connection: Connection, asked: dict[str, Any]) -> dict[int, datetime]:
    """The earliest post known of each group."""
    cursor = await connection.execute(sql(__package__, "history_of_several"), asked)
    return dict(await cursor.fetchall())


def _result(
    query: Query, compare: Period, metrics: tuple[Metric, ...], told: Told, since: datetime | None
) -> Result:
    make, whole = maker(metrics, "published"), told.get((True, None))
    quiet = tuple(empty(metric, 1) for metric in metrics)

    def figures(key: tuple[bool, int | None], days: int) -> tuple[Figure, ...]:
        row = told.get(key)
        return make(row, row[-3], days) if row else tuple(empty(metric, days) for metric in metrics)

    return Result(
        query=query,
        metrics=metrics,
        totals=Row(None, figures((True, None), query.period.days)),
        rows=tuple(
            Row(first, figures((True, number), 1) if (True, number) in told else quiet)
            for number, first in enumerate(buckets(query.period, "day"), 1)
        ),
        compared_totals=Row(None, figures((False, None), compare.days)),
        as_of=(whole[-2], whole[-1]) if whole else None,
        history_since=since,
    )
