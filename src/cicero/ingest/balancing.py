"""Balancing what collecting needs against what is left of each source's calls.

The price of a call (see `plan`) is the one knob. Once an hour it is moved by how the calls of the last days
compare with those left until the quota renews: dearer calls make visits rarer, where they matter least first.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import Struct

from cicero.db import Connection, execute, fetch_all, sql
from cicero.ingest.calling import Caller
from cicero.periods import month_end

DEAREST = 10_000.0
"""Error-hours a call must save at most; at least it is what the settings say."""

EXPONENT, STEP = 2.0, 1.5
"""Calls fall with the square root of their price; one hour moves it by so much at most."""

SPARE = 0.95
"""Share of what is left that may be planned with: people press buttons, and answers fail."""


class Books(Struct, frozen=True, kw_only=True):
    """The calls of a source. `week_calls` are those of the last seven days, but for reading the past once."""

    name: str
    budget: int | None
    price: float
    balanced_at: datetime | None
    month_calls: int
    week_calls: int
    week_since: date | None
    remaining: int | None
    resets_at: datetime | None


async def balance(caller: Caller) -> None:
    """Set the price and the shortage of every source anew."""
    at = caller.clock()
    async with caller.pool.connection() as connection:
        for books in await read_books(connection, at):
            short = shortage(books, at)
            price = new_price(books.price, short, caller.settings.call_price)
            values = {"name": books.name, "at": at, "shortage": short, "price": price}
            await execute(connection, sql(__package__, "set_price"), values)


async def read_books(connection: Connection, at: datetime) -> list[Books]:
    """The books of every source that was set up."""
    return await fetch_all(connection, sql(__package__, "month_calls"), {"at": at}, Books)


def shortage(books: Books, at: datetime) -> float | None:
    """Calls needed until the quota renews ÷ calls left; None where nothing limits them, or none were made."""
    left, until = calls_left(books, at)
    if left is None or books.week_since is None:
        return None
    need = daily_calls(books, at) * max((until - at) / timedelta(days=1), 1 / 24)
    return need / max(left * SPARE, 1.0)


def daily_calls(books: Books, at: datetime) -> float:
    """Calls a day as of late, from the days that the books cover."""
    if books.week_since is None:
        return 0.0
    days = at.date().toordinal() - books.week_since.toordinal() + (at - _midnight(at)) / timedelta(days=1)
    return books.week_calls / max(days, 0.25)


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


def new_price(price: float, short: float | None, least: float) -> float:
    """A step towards the price at which need and what is left agree."""
    if short is None:
        return least
    factor: float = min(max(short**EXPONENT, 1 / STEP), STEP)
    return min(max(price * factor, least), max(least, DEAREST))


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
