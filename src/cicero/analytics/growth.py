"""Follower growth day by day: what is known of each day, and which days nothing is known of.

Start, end and growth over the period are the catalogue's metrics, asked of `run`; the days are the samples
themselves, and a day without one stays unknown instead of being drawn through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from msgspec import Struct

from cicero.analytics.query import Query
from cicero.analytics.result import Figure
from cicero.analytics.run import run
from cicero.db import Connection, as_array, fetch_all, sql
from cicero.periods import Period, bucket_starts, buckets, today

METRICS = ("followers", "follower_growth", "follower_growth_rate", "follower_growth_weekly")

Gap = tuple[date, date]
"""First and last of a run of days without a sample."""


class Growth(Struct, frozen=True, kw_only=True):
    """Followers of an account, or of all together.

    `start` → `end` is `change` and `percent`, and `weekly` per cent a week were it compounded. `n` of `of`
    accounts are known. `days` has one value for each
    day of the period, None where nothing is known; together it is known where it is known of every account.
    `gaps` are the days that are over and without a value, after the first known one.
    """

    account_id: int | None
    start: Figure
    end: Figure
    change: Figure
    percent: Figure
    weekly: Figure
    days: tuple[int | None, ...]
    days_known: Figure
    """How many days are known, of those that are over or have a value."""
    gaps: tuple[Gap, ...]


class FollowerGrowth(Struct, frozen=True, kw_only=True):
    """`total` of all accounts and each by itself. `days[0]` of a growth is `period.first`."""

    period: Period
    total: Growth
    accounts: tuple[Growth, ...]
    names: dict[int, str]
    as_of: tuple[datetime, datetime] | None
    history_since: datetime | None
    """The earliest sample of the period."""


class _Sample(Struct):
    account_id: int
    day: int
    followers: int
    observed_at: datetime


async def growth(connection: Connection, accounts: Sequence[int], period: Period) -> FollowerGrowth:
    """How the followers of these accounts grew over the period, in total and one by one."""
    query = Query(accounts=tuple(dict.fromkeys(accounts)), metrics=METRICS, period=period, by="account")
    result = await run(connection, query)
    asked = {
        "accounts": as_array(query.accounts),
        "starts": list(bucket_starts(period, "day")),
        "from": period.start,
        "until": period.end,
    }
    samples = await fetch_all(connection, sql(__package__, "follower_daily"), asked, _Sample)
    known = {
        account_id: {sample.day - 1: sample.followers for sample in group}
        for account_id, group in groupby(samples, key=lambda sample: sample.account_id)
    }
    each = tuple(
        _growth(account_id, row.figures, known.get(account_id, {}), period)
        for account_id, row in zip(query.accounts, result.rows, strict=True)
    )
    return FollowerGrowth(
        period=period,
        total=_growth(None, result.totals.figures, _together(known, query.accounts), period, each),
        accounts=each,
        names=result.names,
        as_of=result.as_of,
        history_since=min((sample.observed_at for sample in samples), default=None),
    )


def _together(known: Mapping[int, Mapping[int, int]], accounts: Sequence[int]) -> dict[int, int]:
    """The days that are known of every account of which anything is known, added up."""
    series = [known[account] for account in accounts if account in known]
    days = set.intersection(*(set(days) for days in series)) if series else set()
    return {day: sum(days_of[day] for days_of in series) for day in days}


def _growth(
    account_id: int | None,
    figures: Sequence[Figure],
    known: Mapping[int, int],
    period: Period,
    parts: Sequence[Growth] = (),
) -> Growth:
    end, change, percent, weekly = figures
    firsts = list(buckets(period, "day"))
    due = [day for day, first in enumerate(firsts) if first < today(period.zone) or day in known]
    return Growth(
        account_id=account_id,
        start=_sum_of_starts(parts) if parts else _start(end, change),
        end=end,
        change=change,
        percent=percent,
        weekly=weekly,
        days=tuple(known.get(day) for day in range(period.days)),
        days_known=Figure(len(known), len(known), len(due)),
        gaps=tuple(_gaps(known, due, firsts)),
    )


def _start(end: Figure, change: Figure) -> Figure:
    """What one account grew from."""
    if end.value is None or change.value is None:
        return Figure(None, change.n, change.of)
    return Figure(end.value - change.value, change.n, change.of)


def _sum_of_starts(parts: Sequence[Growth]) -> Figure:
    """Over the accounts whose growth is known, as `change` is."""
    known = [part.start.value for part in parts if part.start.value is not None]
    return Figure(sum(known) if known else None, len(known), len(parts))


def _gaps(known: Mapping[int, int], due: Sequence[int], firsts: Sequence[date]) -> Iterator[Gap]:
    """Runs of days without a value, after the first known one: before it history had not begun."""
    begun = min(known, default=None)
    if begun is None:
        return
    missing = [day for day in due if day > begun and day not in known]
    for _, run_of in groupby(enumerate(missing), key=lambda pair: pair[1] - pair[0]):
        days = [day for _, day in run_of]
        yield firsts[days[0]], firsts[days[-1]]
