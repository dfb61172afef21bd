"""Balancing what collecting needs against what is left of each source's calls, once an hour.

The price of a call (see `plan`, `budget`) is the one knob for lists; what else costs calls goes by the books
of the last days, and is given up step by step when calls run short (see `degradation`).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import Struct

from cicero.config import Settings
from cicero.db import Connection, execute, fetch_all, sql
from cicero.ingest.budget import forecast, price_for
from cicero.ingest.calling import Caller
from cicero.periods import month_end
from cicero.sources.registry import source as registered
from cicero.sources.source import Source

SPARE = 0.95
"""Share of what is left that may be planned with: people press buttons, and answers fail."""

RECENT, FOLLOWED = timedelta(days=60), 120
"""How far back the posting habit is read, and how many posts of an account are followed at most."""


class Books(Struct, frozen=True, kw_only=True):
    """The calls of a source. `week_calls` are those since `week_since`; of them `week_other_calls` went into
    neither lists nor the past.
    """

    name: str
    budget: int | None
    month_calls: int
    week_calls: int
    week_other_calls: int
    week_since: date | None
    remaining: int | None
    resets_at: datetime | None


class Spender(Struct, frozen=True, kw_only=True):
    """An account as the forecast sees it: posts that are followed, and posts an hour."""

    account_id: int
    own: bool
    posts: int
    rate: float
    page_size: float | None


async def balance(caller: Caller) -> None:
    """Set the price and the shortage of every source anew."""
    at = caller.clock()
    async with caller.pool.connection() as connection:
        for books in await read_books(connection, at):
            spenders = await read_spenders(connection, registered(books.name), at)
            price, short = balanced(books, spenders, caller.settings, at)
            values = {"name": books.name, "at": at, "price": price, "shortage": short}
            await execute(connection, sql(__package__, "set_price"), values)


async def read_books(connection: Connection, at: datetime) -> list[Books]:
    """The books of every source that was set up."""
    return await fetch_all(connection, sql(__package__, "month_calls"), {"at": at}, Books)


async def read_spenders(connection: Connection, source: Source, at: datetime) -> list[Spender]:
    """The accounts that the source is asked about."""
    asked = {
        "platform": source.platform,
        "at": at,
        "hours": int(RECENT / timedelta(hours=1)),
        "followed": FOLLOWED,
    }
    return await fetch_all(connection, sql(__package__, "spenders"), asked, Spender)


def balanced(
    books: Books, spenders: list[Spender], settings: Settings, at: datetime
) -> tuple[float, float | None]:
    """(price, shortage): error-hours that a call must save, and calls wanted ÷ calls left.

    Wanted is what would be spent at the price of the settings. No shortage where nothing limits the calls.
    """
    left, until = calls_left(books, at)
    if left is None:
        return settings.call_price, None
    hours = max((until - at) / timedelta(hours=1), 1.0)
    page_size = registered(books.name).page_size
    other = other_daily_calls(books, at) / 24

    def spend_at(price: float) -> float:
        return other + sum(_spends(spender, price, page_size, settings) for spender in spenders)

    usable = left * SPARE
    short = spend_at(settings.call_price) * hours / max(usable, 1.0)
    return max(settings.call_price, price_for(usable, hours, spend_at)), short


def _spends(spender: Spender, price: float, page_size: int, settings: Settings) -> float:
    promised = settings.promise_own if spender.own else settings.promise_competitors
    return forecast(
        spender.posts,
        spender.rate,
        page_size=round(spender.page_size or page_size),
        price=price,
        promised=timedelta(hours=promised),
    )


def daily_calls(books: Books, at: datetime) -> float:
    """Calls a day as of late, of all kinds, from the days that the books cover."""
    return books.week_calls / _days(books, at)


def other_daily_calls(books: Books, at: datetime) -> float:
    """Those that go into neither lists nor the past."""
    return books.week_other_calls / _days(books, at)


def _days(books: Books, at: datetime) -> float:
    if books.week_since is None:
        return 1.0
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    whole = at.date().toordinal() - books.week_since.toordinal()
    return max(whole + (at - midnight) / timedelta(days=1), 0.25)


def calls_left(books: Books, at: datetime) -> tuple[int | None, datetime]:
    """(calls left, when they renew), by the plan or our own budget, whichever is tighter."""
    limits: list[tuple[int, datetime]] = []
    if books.remaining is not None and books.resets_at is not None and books.resets_at > at:
        limits.append((books.remaining, books.resets_at))
    if books.budget is not None:
        limits.append((max(0, books.budget - books.month_calls), month_end(at)))
    if not limits:
        return None, month_end(at)
    return min(limits, key=lambda limit: limit[0] / max((limit[1] - at) / timedelta(hours=1), 1.0))
