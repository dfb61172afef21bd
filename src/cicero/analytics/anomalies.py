"""Spikes and drops of interactions, bursts and losses of followers, unusual silence.

    found = await anomalies(connection, query.accounts, query.period)

Each account is held against its own eight weeks before, by robust statistics. A day of which something is not
known raises no alarm; how many days could be judged stands beside. What is said of an anomaly in words is in
`anomaly_words`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, LiteralString, TypeVar

from psycopg.rows import args_row

from cicero import accounts as tracked
from cicero.analytics.anomaly import Anomalies, Anomaly, DayFollowers, DayPosts, Judged
from cicero.analytics.answer import combined_as_of
from cicero.analytics.cache import cached
from cicero.analytics.clock import clock
from cicero.analytics.deviations import FAR, SPANS, WEEKS, day_number, of_followers, of_posts
from cicero.analytics.result import Figure
from cicero.analytics.silences import of_silence
from cicero.db import Connection, as_array, fetch_value, sql
from cicero.periods import Period, local_date

Row = TypeVar("Row", DayPosts, DayFollowers)

BACK = WEEKS + max(SPANS) + FAR
"""Days before the period that are read as well."""


@cached
async def anomalies(connection: Connection, accounts: Sequence[int], period: Period) -> Anomalies:
    """What was unusual on the days of the period, the strongest first.

    Days are those of the period's zone. A time of some days counts where it ends within the period.
    """
    start = Period(period.first - timedelta(days=BACK), period.last, period.zone)
    each = list(dict.fromkeys(accounts))
    asked = {"accounts": as_array(each), "start": start.start, "end": start.end, **clock(start)}
    posts = await _rows(connection, sql(__package__, "day_performance"), asked, DayPosts)
    followers = await _rows(connection, sql(__package__, "follower_days"), asked, DayFollowers)
    cursor = await connection.execute(sql(__package__, "known_until"), asked)
    until: dict[int, datetime | None] = dict(await cursor.fetchall())
    found: list[Anomaly] = []
    judged: list[Judged] = []
    its_posts, its_followers = _by_account(posts), _by_account(followers)
    for account in each:
        anomalies, how_far = _of_account(
            account, its_posts[account], its_followers[account], until.get(account), period
        )
        found += anomalies
        judged.append(how_far)
    return Anomalies(
        period=period,
        anomalies=tuple(sorted(found, key=lambda anomaly: (-abs(anomaly.score), anomaly.first))),
        judged=tuple(judged),
        known_until={account: until.get(account) for account in each},
        names=await tracked.names(connection, each),
        as_of=combined_as_of([(row.oldest, row.newest) for row in posts]),
        history_since=await fetch_value(connection, sql(__package__, "history_since"), asked),
    )


async def _rows(
    connection: Connection, query: LiteralString, asked: dict[str, Any], row: type[Row]
) -> list[Row]:
    """By place and in binary: there are hundreds of days of each account."""
    async with connection.cursor(binary=True, row_factory=args_row(row)) as cursor:
        await cursor.execute(query, asked)
        return await cursor.fetchall()


def _by_account(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append(row)
    return found


def _of_account(
    account: int,
    posts: Sequence[DayPosts],
    followers: Sequence[DayFollowers],
    known_until: datetime | None,
    period: Period,
) -> tuple[list[Anomaly], Judged]:
    first, last = day_number(period.first), day_number(period.last)
    days = {row.day: row for row in posts}
    published = sum(first <= day <= last for day in days)
    of_interactions, days_of_posts = of_posts(days, first, last)
    of_growth, days_of_growth = of_followers(followers, first, last)
    until = day_number(local_date(known_until, period.zone)) if known_until else None
    return [*of_interactions, *of_growth, *of_silence(days, until, first, last)], Judged(
        account_id=account,
        interactions=Figure(days_of_posts, days_of_posts, published),
        followers=Figure(days_of_growth, days_of_growth, period.days),
    )
