"""Query → Result: ask the database, put the parts in order, compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import msgspec

from cicero import accounts
from cicero.analytics.answer import Answer, merge
from cicero.analytics.compiler import Statement, compile_additive, compile_medians
from cicero.analytics.figures import empty, figure
from cicero.analytics.followers import follow
from cicero.analytics.keys import days_by_key, decode, ordered
from cicero.analytics.query import DIMENSIONS, Query
from cicero.analytics.result import Figure, Key, Result, Row
from cicero.db import Connection, fetch_value, sql
from cicero.errors import InputError
from cicero.metrics import Metric, find
from cicero.records import KINDS


async def run(connection: Connection, query: Query) -> Result:
    """The figures of the query, each with how many posts it rests on; the compared period beside it."""
    query = check(query)
    metrics = find(query.metrics)
    here = await _answer(connection, query, metrics)
    keys = await ordered(connection, query, here)
    result = Result(
        query=query,
        metrics=metrics,
        totals=_row(None, here.totals, metrics, query.period.days),
        rows=_rows(query, here, metrics, keys),
        as_of=here.as_of,
        history_since=await fetch_value(
            connection, sql(__package__, "history_since"), {"accounts": list(query.accounts)}
        ),
        names=await accounts.names(connection, query.accounts) if query.by == "account" else {},
    )
    if query.compare is None:
        return result
    return await _with_comparison(connection, result, keys)


def check(query: Query) -> Query:
    """The query with each account once; InputError for what no query can mean."""
    filters = query.filters
    if query.by is not None and query.by not in DIMENSIONS:
        raise InputError(f"Nothing can be grouped by {query.by!r}.", f"Use one of {', '.join(DIMENSIONS)}.")
    if filters.weekday is not None and filters.weekday not in range(1, 8):
        raise InputError(f"There is no weekday {filters.weekday}.", "Use 1 (Monday) to 7 (Sunday).")
    if filters.hour is not None and filters.hour not in range(24):
        raise InputError(f"There is no hour {filters.hour}.", "Use 0 to 23.")
    for kind in filters.kinds:
        if kind not in KINDS:
            raise InputError(f"There is no kind of post named {kind!r}.", f"Use some of {', '.join(KINDS)}.")
    return msgspec.structs.replace(query, accounts=tuple(dict.fromkeys(query.accounts)))


async def _answer(connection: Connection, query: Query, metrics: Sequence[Metric]) -> Answer:
    """Additive metrics in one statement, medians in another, account metrics from their own samples."""
    of_posts = [metric for metric in metrics if metric.source == "post"]
    additive = [metric for metric in of_posts if not metric.median]
    medians = [metric for metric in of_posts if metric.median]
    of_accounts = [metric for metric in metrics if metric.source == "account"]
    parts = []
    if additive or not medians:
        parts.append(await _ask(connection, query, additive, compile_additive))
    if medians:
        parts.append(await _ask(connection, query, medians, compile_medians))
    if of_accounts:
        parts.append(await follow(connection, query, of_accounts))
    return merge(parts)


async def _ask(connection: Connection, query: Query, metrics: Sequence[Metric], compiler: Any) -> Answer:
    rows = await _fetch(connection, compiler(query, metrics))
    if query.by == "hashtag":
        # Joined with their tags, posts stand in several groups: the totals are asked for by themselves.
        total = await _fetch(connection, compiler(msgspec.structs.replace(query, by=None), metrics))
        rows = [*total, *(row for row in rows if row[0])]
    days = days_by_key(query)
    answer = Answer(totals={}, groups={})
    for section, raw, *figures, posts, oldest, newest in rows:
        if section == 0:
            answer.totals = _figures(metrics, figures, posts, query.period.days)
            answer.as_of = (oldest, newest) if oldest is not None else None
        else:
            key = decode(query, raw)
            answer.groups[key] = _figures(metrics, figures, posts, days.get(key, query.period.days))
    return answer


async def _fetch(connection: Connection, statement: Statement) -> list[tuple[Any, ...]]:
    cursor = await connection.execute(cast(Any, statement.text), statement.parameters, binary=True)
    return await cursor.fetchall()


def _figures(metrics: Sequence[Metric], values: Sequence[Any], posts: int, days: int) -> dict[str, Figure]:
    """The columns of each metric as its figure."""
    column = iter(values)
    return {
        metric.name: figure(
            metric, (next(column), next(column) if metric.denominator else None, next(column)), posts, days
        )
        for metric in metrics
    }


def _rows(query: Query, answer: Answer, metrics: Sequence[Metric], keys: Sequence[Key]) -> tuple[Row, ...]:
    days = days_by_key(query)
    return tuple(
        _row(key, answer.groups.get(key, {}), metrics, days.get(key, query.period.days)) for key in keys
    )


def _row(key: Key, figures: dict[str, Figure], metrics: Sequence[Metric], days: int) -> Row:
    return Row(key, tuple(figures.get(metric.name) or empty(metric, days) for metric in metrics))


async def _with_comparison(connection: Connection, result: Result, keys: Sequence[Key]) -> Result:
    """Series are compared bucket by bucket, other groups by key, those only of the other period last."""
    query = msgspec.structs.replace(result.query, period=result.query.compare, compare=None)
    there = await _answer(connection, query, result.metrics)
    theirs = await ordered(connection, query, there)
    if query.by not in ("day", "week", "month"):
        theirs = [*keys, *(key for key in theirs if key not in set(keys))]
    return msgspec.structs.replace(
        result,
        compared_totals=_row(None, there.totals, result.metrics, query.period.days),
        compared_rows=_rows(query, there, result.metrics, theirs),
    )
