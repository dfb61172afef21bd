"""Who led on each day: who published the most, or got the most for what it published that day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from cicero.db import Connection, as_array, fetch_all, sql
from cicero.periods import Period, bucket_starts, buckets, local_date

Contest = Literal["posts", "interactions", "views"]
CONTESTS: tuple[Contest, ...] = ("posts", "interactions", "views")

Outcome = Literal["led", "tied", "silent", "unknown"]
"""silent: nobody published · unknown: not everything is known of each account on that day."""


class Day(Struct, frozen=True):
    outcome: Outcome
    leader: int | None


class HeadToHead(Struct, frozen=True, kw_only=True):
    """`days[0]` is the period's first. `led`: by account on how many days, of the `decided` ones.

    The others of the `of` days were tied, silent or unknown.
    """

    measure: Contest
    days: tuple[Day, ...]
    led: dict[int, int]
    decided: int
    of: int


class _Row(Struct):
    account_id: int
    day: int
    posts: int
    interactions_known: int
    interactions: int | None
    views_known: int
    views: int | None


class _Known(Struct):
    account_id: int
    since: datetime
    until: datetime | None


Values = Mapping[tuple[int, int], int | None]
"""By account and day (from 0): the sum, None where it is not known; no entry without posts."""


async def head_to_head(
    connection: Connection, accounts: Sequence[int], period: Period
) -> tuple[HeadToHead, ...]:
    """For posts, interactions and views: which of the accounts led on each day of the period."""
    asked = {
        "accounts": as_array(accounts),
        "starts": list(bucket_starts(period, "day")),
        "from": period.start,
        "until": period.end,
    }
    rows = await fetch_all(connection, sql(__package__, "daily_counts"), asked, _Row)
    known = await fetch_all(connection, sql(__package__, "known_days"), asked, _Known)
    spans = {one.account_id: _days_of(one, period) for one in known}
    return tuple(_contest(measure, rows, spans, accounts, period) for measure in CONTESTS)


def _days_of(known: _Known, period: Period) -> tuple[date, date]:
    """The calendar days of which it is known what the account published, the last one perhaps in part."""
    since = local_date(known.since, period.zone)
    return since, local_date(known.until, period.zone) if known.until else since


def _contest(
    measure: Contest,
    rows: Sequence[_Row],
    spans: Mapping[int, tuple[date, date]],
    accounts: Sequence[int],
    period: Period,
) -> HeadToHead:
    values = {(row.account_id, row.day - 1): _value(row, measure) for row in rows}
    days = tuple(
        _day(number, day, values, spans, accounts) for number, day in enumerate(buckets(period, "day"))
    )
    leaders = [day.leader for day in days if day.leader is not None]
    return HeadToHead(
        measure=measure,
        days=days,
        led={account: leaders.count(account) for account in accounts},
        decided=len(leaders),
        of=len(days),
    )


def _value(row: _Row, measure: Contest) -> int | None:
    """Unknown as soon as one post's is: the sum would be too small."""
    if measure == "posts":
        return row.posts
    if measure == "interactions":
        return row.interactions if row.interactions_known == row.posts else None
    return row.views if row.views_known == row.posts else None


def _day(
    number: int, day: date, values: Values, spans: Mapping[int, tuple[date, date]], accounts: Sequence[int]
) -> Day:
    told: dict[int, int] = {}
    for account in accounts:
        since, until = spans.get(account, (date.max, date.min))
        value = values.get((account, number), 0 if since <= day <= until else None)
        if value is None:
            return Day("unknown", None)
        told[account] = value
    if not any((account, number) in values for account in accounts):
        return Day("silent", None)
    most = max(told.values())
    leaders = [account for account, value in told.items() if value == most]
    return Day("led", leaders[0]) if len(leaders) == 1 else Day("tied", None)
