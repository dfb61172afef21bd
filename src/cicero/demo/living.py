"""Living through days at a fast clock: the emulator's and the collector's move together, step by step."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from cicero import ingest
from cicero.ingest import Caller

STEP = timedelta(hours=1)
PICTURED = timedelta(days=30)
SIDE_BY_SIDE = 4
"""Accounts collected at the same time: two cores have enough to do with them."""


class Living(Struct):
    """The clock that is moved; hand `now` to the collector."""

    at: datetime

    def now(self) -> datetime:
        return self.at


Told = Callable[[datetime], None]


async def live(
    caller: Caller,
    living: Living,
    emulator: str,
    until: Callable[[], datetime],
    told: Told,
    pause: float = 0,
    pictured: Collection[int] = (),
) -> None:
    """Collect what is due at each step, until the clock has caught up with `until`.

    `pause`: real seconds that each day takes at least, for people who watch. `pictured`: accounts whose
    pictures are kept during the last days, while the links to them hold.
    """
    while True:
        end = until()
        await caller.http.put(f"{emulator}/_emulator/clock", json={"at": living.at.isoformat()})
        await _step(caller, living, pictured if end - living.at < PICTURED else ())
        told(living.at)
        if living.at >= end:
            return
        began = living.at
        living.at = min(living.at + STEP, end)
        await asyncio.sleep(pause * ((living.at - began) / timedelta(days=1)))


async def _step(caller: Caller, living: Living, pictured: Collection[int]) -> None:
    async with caller.pool.connection() as connection:
        due = await ingest.due_accounts(connection, living.at)
    await _side_by_side(ingest.collect(caller, account_id) for account_id in due)
    await _side_by_side(
        ingest.keep_pictures(caller, account_id) for account_id in due if account_id in pictured
    )
    async with caller.pool.connection() as connection:
        pasts = await ingest.due_backfills(connection, living.at)
    await _side_by_side(_whole_past(caller, account_id) for account_id in pasts)
    if living.at.hour == 0:
        await ingest.sample(caller, hours=24)
        await ingest.balance(caller)


async def _whole_past(caller: Caller, account_id: int) -> None:
    while await ingest.backfill(caller, account_id):
        pass


async def _side_by_side(work: Iterable[Awaitable[object]]) -> None:
    turns = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(task: Awaitable[object]) -> None:
        async with turns:
            await task

    await asyncio.gather(*(one(task) for task in work))
