"""An analysis that counts how often it is run, for tests of the answers that are kept of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

from msgspec import Struct
from tests.analytics.world import ACCOUNTS, Entry

from cicero.analytics import Query
from cicero.analytics.cache import cached
from cicero.db import Connection
from cicero.errors import InputError
from cicero.periods import Period

MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
NOON = datetime(2024, 5, 9, 12, tzinfo=UTC)
QUERY = Query(accounts=(1, 2), metrics=("posts", "likes"), period=MAY, by="account")
WORLD = [
    Entry(account_id=account, post_id=account, published_at=NOON, likes=account, tags=("kopi",))
    for account in ACCOUNTS
]


class Answer(Struct, frozen=True):
    """How often the analysis was run, and something of each type that answers are made of."""

    times: int
    day: date
    at: datetime
    rates: dict[str, float | None]


class Counter:
    """An analysis that counts how often it is run, and can be made to wait or fail."""

    def __init__(self) -> None:
        self.times = 0
        self.begun = asyncio.Event()
        self.gate: asyncio.Event | None = None
        self.failures = 0
        self.ask = cached(self.analysis)

    async def analysis(self, connection: Connection, query: Query, limit: int = 10) -> Answer:
        await connection.execute("select likes from post where account_id = any(%s)", [list(query.accounts)])
        self.times += 1
        self.begun.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.failures:
            self.failures -= 1
            raise InputError("Not today.")
        return Answer(self.times, date(2024, 5, 1), NOON, {"a": 0.1 + limit, "b": None})


async def kept(connection: Connection) -> tuple[int, int]:
    """How many answers and changes are stored."""
    cursor = await connection.execute(
        "select (select count(*) from result), (select count(*) from account_change)"
    )
    row = await cursor.fetchone()
    assert row is not None
    return row[0], row[1]
