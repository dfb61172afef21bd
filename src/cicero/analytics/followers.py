"""Account metrics: followers and their growth, from the follower samples, whatever filters on posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import cast

from msgspec import Struct

from cicero.analytics.answer import Answer, combined_as_of
from cicero.analytics.keys import SERIES
from cicero.analytics.query import Query
from cicero.analytics.result import Figure, Key
from cicero.db import Connection, as_array, fetch_all, fetch_value, sql
from cicero.errors import InputError
from cicero.metrics import Metric
from cicero.periods import Period, Unit, bucket_days, bucket_starts, buckets, today

GROUPS = (*SERIES, "account", "platform")


class AccountSample(Struct):
    """One account at the end of the period; `growth` is unknown where no sample is near enough."""

    account_id: int
    platform: str
    followers: int | None
    observed_at: datetime | None
    grown_from: int | None
    growth: int | None


class Bucket(Struct):
    """The accounts of one bucket added up: `known` of them have a sample in it, `grown` also one before."""

    bucket: int
    known: int
    followers: int
    grown: int
    growth: int | None
    grown_from: int | None
    accounts: int


async def follow(connection: Connection, query: Query, metrics: Sequence[Metric]) -> Answer:
    """The account metrics of the query, in total and by day, week, month, account or platform."""
    if query.by is not None and query.by not in GROUPS:
        raise InputError(
            f"{metrics[0].name} cannot be grouped by {query.by}: it belongs to accounts, not to posts.",
            "Group by day, week, month, account or platform.",
        )
    days = _begun(query.period.first, query.period)
    samples = await _totals(connection, query)
    groups: dict[Key, tuple[Figure, ...]] = {}
    if query.by in SERIES:
        groups = await _series(connection, query, metrics)
    elif query.by is not None:
        groups = {key: _sum(some, metrics, days) for key, some in _grouped(samples, query.by).items()}
    seen = [s.observed_at for s in samples if s.observed_at is not None]
    return Answer(
        metrics=tuple(metrics),
        totals=_sum(samples, metrics, days),
        groups=groups,
        as_of=combined_as_of([(at, at) for at in seen]),
        history_since=await fetch_value(
            connection, sql(__package__, "history_since"), {"accounts": as_array(query.accounts)}
        ),
    )


async def follower_gap(connection: Connection, query: Query, metrics: Sequence[Metric]) -> timedelta | None:
    """The longest time of the period that passed without a sample of one of the accounts."""
    if all(metric.source != "account" for metric in metrics):
        return None
    parameters = {"accounts": as_array(query.accounts), "start": query.period.start, "end": query.period.end}
    gap: timedelta | None = await fetch_value(connection, sql(__package__, "follower_gap"), parameters)
    return gap


async def _totals(connection: Connection, query: Query) -> list[AccountSample]:
    parameters = {"accounts": as_array(query.accounts), "start": query.period.start, "end": query.period.end}
    return await fetch_all(connection, sql(__package__, "follower_totals"), parameters, AccountSample)


def _grouped(samples: Iterable[AccountSample], by: str) -> dict[Key, list[AccountSample]]:
    groups: dict[Key, list[AccountSample]] = defaultdict(list)
    for sample in samples:
        groups[sample.account_id if by == "account" else sample.platform].append(sample)
    return groups


def _sum(samples: Sequence[AccountSample], metrics: Sequence[Metric], days: int) -> tuple[Figure, ...]:
    known = [s.followers for s in samples if s.followers is not None]
    grown = [(s.growth, s.grown_from) for s in samples if s.growth is not None and s.grown_from is not None]
    growth, base = sum(g for g, _ in grown), sum(b for _, b in grown)
    figures = {
        "followers": Figure(sum(known) if known else None, len(known), len(samples)),
        **_growth(growth, base, len(grown), len(samples), days),
    }
    return tuple(figures[metric.name] for metric in metrics)


def _growth(growth: int | None, base: int | None, grown: int, of: int, days: int) -> dict[str, Figure]:
    ratio = (growth or 0) / base if grown and base else None
    weekly = None if ratio is None or days < 7 else 100 * ((1 + ratio) ** (7 / days) - 1)
    return {
        "follower_growth": Figure(growth if grown else None, grown, of),
        "follower_growth_rate": Figure(None if ratio is None else 100 * ratio, grown, of),
        "follower_growth_weekly": Figure(weekly, grown, of),
    }


async def _series(
    connection: Connection, query: Query, metrics: Sequence[Metric]
) -> dict[Key, tuple[Figure, ...]]:
    unit, period = cast(Unit, query.by), query.period
    starts = list(bucket_starts(period, unit))
    parameters = {
        "accounts": as_array(query.accounts),
        "start": period.start,
        "end": period.end,
        "starts": starts,
        "ends": [*starts[1:], period.end],
    }
    rows = await fetch_all(connection, sql(__package__, "follower_series"), parameters, Bucket)
    by_number, of = {row.bucket: row for row in rows}, len(query.accounts)
    lengths = zip(buckets(period, unit), bucket_days(period, unit), strict=True)
    return {
        first: _bucket(
            by_number.get(number), of, metrics, min(days, _begun(max(first, period.first), period))
        )
        for number, (first, days) in enumerate(lengths, 1)
    }


def _begun(first: date, period: Period) -> int:
    """How many days of the period have begun from that day on: growth is over these while it still runs."""
    return (min(period.last, today(period.zone)) - first).days + 1


def _bucket(row: Bucket | None, of: int, metrics: Sequence[Metric], days: int) -> tuple[Figure, ...]:
    """A sum of followers is known only where it covers every account known in the period: a curve whose
    points add up different accounts would rise and fall with what was collected."""
    if row is None:
        return (Figure(None, 0, of),) * len(metrics)
    figures = {
        "followers": Figure(row.followers if row.known == row.accounts else None, row.known, of),
        **_growth(row.growth, row.grown_from, row.grown, of, days),
    }
    return tuple(figures[metric.name] for metric in metrics)
