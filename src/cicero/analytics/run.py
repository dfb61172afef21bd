"""Query → Result: ask the database, put the parts in order, compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import msgspec

from cicero import accounts
from cicero.analytics.answer import Answer, merge
from cicero.analytics.compiler import Statement, compile_additive
from cicero.analytics.figures import empty, maker
from cicero.analytics.followers import follow, follower_gap
from cicero.analytics.gained import compile_gained
from cicero.analytics.keys import SERIES, days_by_key, decoder, ordered
from cicero.analytics.medians import compile_medians
from cicero.analytics.query import TAGGED, Query, check
from cicero.analytics.result import Figure, Key, Result, Row
from cicero.analytics.seen import seen
from cicero.db import Connection
from cicero.metrics import Basis, Metric, find


async def run(connection: Connection, query: Query) -> Result:
    """The figures of the query, each with how many posts it rests on; the compared period beside it."""
    query = check(query)
    async with seen(connection, query.accounts):
        return await _run(connection, query)


async def _run(connection: Connection, query: Query) -> Result:
    metrics = find(query.metrics, query.basis)
    here = await _answer(connection, query, metrics)
    keys = await ordered(connection, query, here)
    result = Result(
        query=query,
        metrics=metrics,
        totals=Row(None, here.totals),
        rows=_rows(query, here, metrics, keys),
        as_of=here.as_of,
        history_since=here.history_since,
        follower_gap=await follower_gap(connection, query, metrics),
        names=await accounts.names(connection, query.accounts) if query.by == "account" else {},
    )
    if query.compare is None:
        return result
    return await _with_comparison(connection, result, keys)


async def _answer(connection: Connection, query: Query, metrics: Sequence[Metric]) -> Answer:
    """Additive metrics in one statement, medians in another, account metrics from their own samples."""
    of_posts = [metric for metric in metrics if metric.source == "post"]
    additive = [metric for metric in of_posts if not metric.median]
    medians = [metric for metric in of_posts if metric.median]
    of_accounts = [metric for metric in metrics if metric.source == "account"]
    parts = []
    if additive:
        compiler = compile_additive if query.basis == "published" else compile_gained
        parts.append(await _ask(connection, query, additive, compiler))
    if medians:
        parts.append(await _ask(connection, query, medians, compile_medians))
    if of_accounts:
        parts.append(await follow(connection, query, of_accounts))
    days = days_by_key(query)
    return merge(
        parts, metrics, lambda metric, key: empty(metric, days.get(key, query.period.days), query.basis)
    )


async def _ask(connection: Connection, query: Query, metrics: Sequence[Metric], compiler: Any) -> Answer:
    if query.by in TAGGED:
        # Posts stand in several groups: the totals are asked for by themselves.
        total = await _fetch(connection, compiler(msgspec.structs.replace(query, by=None), metrics))
        groups = await _fetch(connection, compiler(query, metrics))
        rows = [*total, *(row for row in groups if row[0])]
    else:
        rows = await _fetch(connection, compiler(query, metrics))
    days, length = days_by_key(query), query.period.days
    make, decode = maker(metrics, query.basis), decoder(query)
    answer = Answer(metrics=tuple(metrics), totals=(), groups={})
    for row in rows:
        if row[0]:
            key = decode(row[1])
            answer.groups[key] = make(row, row[-4], days.get(key, length))
        else:
            posts, oldest, newest, answer.history_since = row[-4:]
            answer.totals = make(row, posts, length)
            answer.as_of = (oldest, newest) if oldest is not None else None
    return answer


async def _fetch(connection: Connection, statement: Statement) -> list[tuple[Any, ...]]:
    cursor = await connection.execute(cast(Any, statement.text), statement.parameters, binary=True)
    return await cursor.fetchall()


def _rows(query: Query, answer: Answer, metrics: Sequence[Metric], keys: Sequence[Key]) -> tuple[Row, ...]:
    days, length = days_by_key(query), query.period.days
    return tuple(
        Row(key, answer.groups.get(key) or _empty_row(metrics, days.get(key, length), query.basis))
        for key in keys
    )


def _empty_row(metrics: Sequence[Metric], days: int, basis: Basis) -> tuple[Figure, ...]:
    return tuple(empty(metric, days, basis) for metric in metrics)


async def _with_comparison(connection: Connection, result: Result, keys: Sequence[Key]) -> Result:
    """Series are compared bucket by bucket, other groups by key, those only of the other period last."""
    query = msgspec.structs.replace(result.query, period=result.query.compare, compare=None)
    there = await _answer(connection, query, result.metrics)
    theirs = await ordered(connection, query, there)
    if query.by not in SERIES:
        theirs = [*keys, *(key for key in theirs if key not in set(keys))]
    return msgspec.structs.replace(
        result,
        compared_totals=Row(None, there.totals),
        compared_rows=_rows(query, there, result.metrics, theirs),
    )
