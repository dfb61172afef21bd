"""Who led on each day: who published the most, or got the most for what it published that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
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


UNKNOWN, SILENT, TIED = Day("unknown", None), Day("silent", None), Day("tied", None)


class HeadToHead(Struct, frozen=True, kw_only=True):
    """`days[0]` is the period's first. `led`: by account on how many days, of the `decided` ones.

    The others of the `of` days were tied, silent or unknown.
    """

    measure: Contest
    days: tuple[Day, ...]
    led: dict[int, int]
    decided: int
    of: int


class _Counts(Struct):
    account_id: int
    days: list[int]
    posts: list[int]
    interactions: list[int | None]
    views: list[int | None]


class _Known(Struct):
    account_id: int
    since: datetime
    until: datetime | None


Series = Sequence[int | None]
"""An account's sum on each day of the period: 0 without posts, None where it is not known."""


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
    rows = await fetch_all(connection, sql(__package__, "daily_counts"), asked, _Counts, binary=True)
    known = await fetch_all(connection, sql(__package__, "known_days"), asked, _Known)
    counts = {row.account_id: row for row in rows}
    firsts = list(buckets(period, "day"))
    quiet = {one.account_id: _without_posts(one, firsts, period.zone) for one in known}
    busy = {day - 1 for row in rows for day in row.days}
    nothing: Series = [None] * period.days
    return tuple(
        _contest(
            measure,
            [_series(counts.get(account), quiet.get(account, nothing), measure) for account in accounts],
            busy,
            accounts,
        )
        for measure in CONTESTS
    )


def _without_posts(known: _Known, days: Sequence[date], zone: str) -> Series:
    """What a day without posts says: 0 where all posts of that day are known."""
    since = local_date(known.since, zone)
    until = local_date(known.until, zone) if known.until else since
    return [0 if since <= day <= until else None for day in days]


def _series(counts: _Counts | None, quiet: Series, measure: Contest) -> Series:
    series = list(quiet)
    if counts is not None:
        values: Series = getattr(counts, measure)
        for day, value in zip(counts.days, values, strict=True):
            series[day - 1] = value
    return series


def _contest(
    measure: Contest, each: Sequence[Series], busy: Container[int], accounts: Sequence[int]
) -> HeadToHead:
    days = tuple(
        _day(values, accounts, number in busy) for number, values in enumerate(zip(*each, strict=True))
    )
    leaders = Counter(day.leader for day in days if day.leader is not None)
    return HeadToHead(
        measure=measure,
        days=days,
        led={account: leaders[account] for account in accounts},
        decided=leaders.total(),
        of=len(days),
    )


def _day(values: Series, accounts: Sequence[int], busy: bool) -> Day:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return UNKNOWN
    if not busy:
        return SILENT
    most = max(known)
    return Day("led", accounts[known.index(most)]) if known.count(most) == 1 else TIED
