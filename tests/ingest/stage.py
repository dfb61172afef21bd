"""A small world behind the emulator's app, and a collector that watches it: no network, no waiting."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
from msgspec import Struct

from cicero import clients, ingest
from cicero.config import Settings
from cicero.db import Pool
from cicero.emulator.app import create_emulator
from cicero.emulator.clock import EmulatorClock
from cicero.emulator.gateway import KEY, Plan
from cicero.emulator.world import World, build_world
from cicero.ingest import Caller
from cicero.secret import Secret
from cicero.sources import gateway
from cicero.sources.registry import SOURCES

START = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
ADDRESS = "http://127.0.0.1:8601"
LATE, PATIENT = 0.6, 0.4
"""Seconds after which the fault `timeout` answers, and for which the gateway waits meanwhile."""

SOON = timedelta(minutes=20)
"""What is due within that time after a failure is waited for."""


class Stage(Struct, frozen=True, kw_only=True):
    world: World
    clock: EmulatorClock
    caller: Caller
    client_id: int

    async def fail(self, faults: Mapping[str, float]) -> None:
        """Switch these faults of the emulator on, all others off."""
        answer = await self.caller.http.put(f"{ADDRESS}/_emulator/faults", json=dict(faults))
        assert answer.status_code == 200

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        async with self.caller.pool.connection() as connection:
            return await (await connection.execute(query)).fetchall()  # type: ignore[arg-type]

    async def one(self, query: str) -> Any:
        return (await self.rows(query))[0][0]


def small_world(seed: int = 5, accounts: int = 4, days: int = 60) -> World:
    return build_world(seed, START, accounts=accounts, days=days)


@asynccontextmanager
async def stage(
    pool: Pool,
    data_dir: Path,
    world: World,
    *,
    faults: Mapping[str, float] | None = None,
    key: str = KEY,
    frozen: bool = False,
    keys: Mapping[str, Plan] | None = None,
) -> AsyncIterator[Stage]:
    """Sources set up and nobody watched yet; the clock stands still unless somebody moves it.

    `frozen`: the world stands still at START while the collector's clock goes on, so that retries see what a
    calm collector saw.
    """
    clock = EmulatorClock(START, speed=0)
    settings = Settings(data_dir=data_dir, accuracy_sample=24)
    worlds = EmulatorClock(START, speed=0) if frozen else clock
    app = create_emulator(world, clock=worlds, faults=faults, keys=keys, seed=7, late=LATE)
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport) as http:
        gateway.WHOLE_SECONDS = PATIENT if faults else 40.0
        caller = Caller(pool=pool, settings=settings, http=http, clock=clock.now, patience=0)
        async with pool.connection() as connection:
            client = await clients.create(connection, slug="kopi", name="Kopi")
            for name in SOURCES:
                await ingest.configure(
                    connection, settings, name, url=ADDRESS, key=Secret(key), per_minute=1_000_000
                )
        yield Stage(world=world, clock=clock, caller=caller, client_id=client.client_id)


async def watch_all(on: Stage, handles: set[str] | None = None) -> list[int]:
    """Watch every account of the world, or those of the given handles."""
    ids = []
    async with on.caller.pool.connection() as connection:
        for account in on.world.accounts:
            if handles is None or account.handle in handles:
                role: Any = "own" if account.own else "competitor"
                ids.append(
                    await ingest.watch(
                        connection, on.client_id, account.platform, account.handle, role, on.clock.now()
                    )
                )
    return ids


async def settle(on: Stage, rounds: int = 200) -> int:
    """Do what is due, as the worker would, waiting out short pauses; how many rounds that took."""
    for done in range(rounds):
        async with on.caller.pool.connection() as connection:
            accounts = await ingest.due_accounts(connection, on.clock.now())
            pasts = await ingest.due_backfills(connection, on.clock.now())
        for account_id in accounts:
            await ingest.collect(on.caller, account_id)
        for account_id in pasts:
            await ingest.backfill(on.caller, account_id)
        if not accounts and not pasts:
            soonest = await on.one(SOONEST.format(on.clock.now().isoformat()))
            if soonest is None or soonest > on.clock.now() + SOON:
                return done
            on.clock.set(soonest)
    raise AssertionError(f"collecting did not settle in {rounds} rounds")


SOONEST = """
select min(due) from (
    select backfill_due_at as due from collection where backfill in ('todo', 'running')
        and state not in ('private', 'gone')
    union all
    select least(profile_due_at, list_due_at) from collection
        where failures > 0 and state not in ('private', 'gone')
    union all
    select comments_due_at from collection
        where list_at is not null and state not in ('private', 'gone')
    union all
    select retry_at from source
) waiting
where due > '{}'
"""
