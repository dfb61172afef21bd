"""Calls of a source: how many its plan and its budget allow, how many were made, how far the rest goes.

The plan is what the answers' headers said last; the budget is what people set for a calendar month (UTC).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from msgspec import Struct

from cicero.db import Connection, fetch_all, fetch_one, fetch_value, sql
from cicero.periods import next_bucket

DAYS_LISTED, DAYS_OF_PACE = 30, 7


class Calls(Struct, frozen=True, kw_only=True):
    """Calls of one UTC day for one purpose; `failed` of them brought nothing."""

    day: date
    purpose: str
    calls: int
    failed: int


class Meter(Struct, frozen=True, kw_only=True):
    """`used` of `limit` calls as of `at`, until `renews_at`.

    `expected`: how many will be used by then at the pace of the last days; `empty_at`: when the rest will be
    gone, where that is before. Both None without a pace or a renewal to look forward to.
    """

    basis: Literal["plan", "budget"]
    limit: int
    used: int
    at: datetime
    renews_at: datetime | None = None
    expected: int | None = None
    empty_at: datetime | None = None

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)

    @property
    def shortage(self) -> float | None:
        """What will be wanted of what is left, as a ratio: above 1 it does not reach. None: not known."""
        if self.expected is None:
            return None
        wanted = self.expected - self.used
        return wanted / self.left if self.left else (float("inf") if wanted else 0.0)


class QuotaStanding(Struct, frozen=True, kw_only=True):
    """`pace`: calls a day, the mean of the last `days` whole UTC days (7, fewer in a source's first week).

    `month_end`: calls of this UTC month when it ends, at that pace.
    """

    plan: Meter | None
    budget: Meter | None
    pace: float | None
    days: int
    this_month: int
    month_end: int | None
    calls: tuple[Calls, ...]

    @property
    def meters(self) -> tuple[Meter, ...]:
        return tuple(meter for meter in (self.plan, self.budget) if meter)

    @property
    def short(self) -> Meter | None:
        """The one that runs out first, where one does."""
        return min((one for one in self.meters if one.empty_at), key=_emptied, default=None)


class Reading(Struct, frozen=True, kw_only=True):
    """What an answer's headers said of the plan."""

    observed_at: datetime
    plan_limit: int | None
    remaining: int | None
    resets_at: datetime | None


async def quota(connection: Connection, name: str, at: datetime, budget: int | None = None) -> QuotaStanding:
    """How the source's calls stand; `calls` are those of the last 30 UTC days, the newest first."""
    today = at.astimezone(UTC).date()
    since = min(today.replace(day=1), today - timedelta(days=DAYS_LISTED - 1))
    parameters = {"name": name, "since": since}
    calls = await fetch_all(connection, sql(__package__, "calls_since"), parameters, Calls)
    first = await fetch_value(connection, sql(__package__, "first_call_day"), {"name": name})
    reading = await fetch_one(connection, sql(__package__, "quota_reading"), {"name": name}, Reading)
    return told(calls, reading, first, at, budget)


def told(
    calls: Sequence[Calls], reading: Reading | None, first: date | None, at: datetime, budget: int | None
) -> QuotaStanding:
    today = at.astimezone(UTC).date()
    month = today.replace(day=1)
    this_month = sum(one.calls for one in calls if one.day >= month)
    pace, days = _pace(calls, first, today)
    month_ends = datetime.combine(next_bucket(month, "month"), datetime.min.time(), UTC)
    whole = Meter(basis="budget", limit=budget or 0, used=this_month, at=at, renews_at=month_ends)
    return QuotaStanding(
        plan=_ahead(_plan(reading, at), pace),
        budget=_ahead(whole, pace) if budget is not None else None,
        pace=pace,
        days=days,
        this_month=this_month,
        month_end=_by(month_ends, this_month, at, pace),
        calls=tuple(one for one in calls if one.day > today - timedelta(days=DAYS_LISTED)),
    )


def _pace(calls: Sequence[Calls], first: date | None, today: date) -> tuple[float | None, int]:
    """Whole days only: today is not over, and before the first call there was nothing to count."""
    days = min(DAYS_OF_PACE, (today - first).days) if first else 0
    if days <= 0:
        return None, 0
    return sum(one.calls for one in calls if 0 < (today - one.day).days <= days) / days, days


def _plan(reading: Reading | None, at: datetime) -> Meter | None:
    """Nothing where the headers did not tell, or told of a plan that has been renewed since."""
    if reading is None or reading.plan_limit is None or reading.remaining is None:
        return None
    if reading.resets_at and reading.resets_at <= at:
        return None
    return Meter(
        basis="plan",
        limit=reading.plan_limit,
        used=max(0, reading.plan_limit - reading.remaining),
        at=reading.observed_at,
        renews_at=reading.resets_at,
    )


def _ahead(meter: Meter | None, pace: float | None) -> Meter | None:
    """The meter with what is to be expected of it."""
    if meter is None or meter.renews_at is None or pace is None:
        return meter
    empty_at = meter.at + timedelta(days=meter.left / pace) if pace and meter.left < pace * 400 else None
    return Meter(
        basis=meter.basis,
        limit=meter.limit,
        used=meter.used,
        at=meter.at,
        renews_at=meter.renews_at,
        expected=_by(meter.renews_at, meter.used, meter.at, pace),
        empty_at=empty_at if empty_at and empty_at < meter.renews_at else None,
    )


def _by(end: datetime, used: int, at: datetime, pace: float | None) -> int | None:
    return None if pace is None else used + round(pace * ((end - at) / timedelta(days=1)))


def _emptied(meter: Meter) -> datetime:
    return meter.empty_at or datetime.max.replace(tzinfo=UTC)
