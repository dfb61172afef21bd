"""The keys of a grouping: as the database gives them, in which order they stand, how many days each has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, cast

from cicero.analytics.answer import Answer
from cicero.analytics.grouping import BANDS
from cicero.analytics.query import Dimension, Query
from cicero.analytics.result import Key
from cicero.db import Connection, as_array, sql
from cicero.periods import Period, Unit, bucket_days, buckets
from cicero.records import KINDS, PLATFORMS

SERIES = ("day", "week", "month")
WHOLE: dict[Dimension, tuple[Key, ...]] = {
    "weekday": tuple(range(1, 8)),
    "hour": tuple(range(24)),
    "hour_of_week": tuple((weekday, hour) for weekday in range(1, 8) for hour in range(24)),
}
"""Groupings that have all their rows, whatever was published."""


def decoder(query: Query) -> Callable[[Any], Key]:
    """What makes a group's key of what the database calls it: buckets are numbered from 1, all else 0."""
    if query.by in SERIES:
        firsts = _firsts(query.period, cast(Unit, query.by))
        return lambda raw: firsts[raw - 1]
    if query.by == "hour_of_week":
        return lambda raw: (raw // 24 + 1, raw % 24)
    if query.by == "weekday":
        return lambda raw: cast(int, raw + 1)
    if query.by in BANDS:
        bands = BANDS[query.by]
        return lambda raw: None if raw is None else bands[raw]
    return lambda raw: cast(Key, raw)


def days_by_key(query: Query) -> Mapping[Key, int]:
    """The days of each bucket or weekday; empty where every group covers all days of the period."""
    if query.by == "weekday":
        period, first = query.period, query.period.first.isoweekday()
        return {day: (period.days + 6 - (day - first) % 7) // 7 for day in range(1, 8)}
    if query.by not in SERIES:
        return {}
    return _bucket_days(query.period, cast(Unit, query.by))


async def ordered(connection: Connection, query: Query, answer: Answer) -> list[Key]:
    """The keys of all rows in order: whole series and weeks, all accounts; of the rest what there is."""
    if query.by in SERIES:
        return list(_firsts(query.period, cast(Unit, query.by)))
    if query.by in WHOLE:
        return list(WHOLE[query.by])
    if query.by == "account":
        return list(query.accounts)
    if query.by == "platform":
        cursor = await connection.execute(
            sql(__package__, "platforms_of"), {"accounts": as_array(query.accounts)}
        )
        present = {row[0] for row in await cursor.fetchall()} | set(answer.groups)
        return [platform for platform in PLATFORMS if platform in present]
    if query.by == "kind":
        return [kind for kind in (*KINDS, None) if kind in answer.groups]
    if query.by in BANDS:
        return [band for band in (*BANDS[query.by], None) if band in answer.groups]
    # Twice in order instead of once by both: a tenth of the time where there are many.
    return sorted(sorted(cast("dict[str, Any]", answer.groups)), key=lambda tag: -answer.groups[tag][0].of)


@lru_cache(maxsize=512)
def _bucket_days(period: Period, unit: Unit) -> Mapping[Key, int]:
    return dict(zip(_firsts(period, unit), bucket_days(period, unit), strict=True))


@lru_cache(maxsize=512)
def _firsts(period: Period, unit: Unit) -> tuple[Key, ...]:
    return tuple(buckets(period, unit))
