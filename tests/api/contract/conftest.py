"""A client with an account on each network, its people, and sources that the emulator plays.

kopi-nusantara   watches one Instagram and one TikTok account as its own and a TikTok competitor
analyst, viewer  belong to it; outsider to `teh` alone
`rivals`         accounts of the emulator's world that nobody watches, by network
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx2
import msgspec
import pytest
from litestar import Litestar
from tests.api.conftest import PASSWORD
from tests.applications import BASE, application

from cicero import auth, clients, ingest
from cicero.clients import PersonRole
from cicero.config import Settings
from cicero.db import Connection
from cicero.emulator.app import create_emulator
from cicero.emulator.clock import EmulatorClock
from cicero.emulator.gateway import KEY
from cicero.emulator.world import World, WorldAccount, build_world
from cicero.ingest import Caller, Live
from cicero.periods import now
from cicero.records import Platform
from cicero.secret import Secret
from cicero.sources.registry import SOURCES

ADDRESS = "http://127.0.0.1:8601"
START = now()
ID = "KOPI_NUSANTARA"
PLATFORMS: tuple[Platform, ...] = ("instagram", "tiktok")

Headers = dict[str, str]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The application, who asks it, and what the sources know. `database`: everything can be seen by it.

    Requests run in the test's own loop, so that several can wait at the same time.
    """

    http: httpx2.AsyncClient
    sources: httpx2.AsyncClient
    database: Connection
    own: dict[Platform, WorldAccount]
    rivals: dict[Platform, WorldAccount]
    analyst: Headers
    viewer: Headers
    outsider: Headers

    async def get(self, path: str, who: Headers | None = None, **query: Any) -> Any:
        return await self.http.get(path, params=query, headers=self.viewer if who is None else who)

    async def fail(self, faults: Mapping[str, float]) -> None:
        """Switch these faults of the emulator on, all others off."""
        assert (await self.sources.put(f"{ADDRESS}/_emulator/faults", json=dict(faults))).status_code == 200

    async def one(self, query: str) -> Any:
        row = await (await self.database.execute(query)).fetchone()  # type: ignore[call-overload]
        await self.database.commit()
        return row[0] if row else None

    async def run(self, statement: str) -> None:
        await self.database.execute(statement)  # type: ignore[call-overload]
        await self.database.commit()

    async def calls(self) -> int:
        return int(await self.one("select coalesce(sum(calls), 0) from source_calls"))


@pytest.fixture(scope="session")
def world() -> World:
    return build_world(5, START, accounts=8, days=40)


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    return Settings(data_dir=tmp_path, pool_size=4, live_seconds=5, public_url="")


@pytest.fixture
async def place(
    settings: Settings, database: str, connection: Connection, world: World
) -> AsyncIterator[Place]:
    open_ones = [account for account in world.accounts if not account.private]
    own = {platform: _nth(open_ones, platform, 0) for platform in PLATFORMS}
    rivals = {platform: _nth(open_ones, platform, 1) for platform in PLATFORMS}
    kopi = await clients.create(connection, slug="kopi-nusantara", name="Kopi Nusantara")
    teh = await clients.create(connection, slug="teh", name="Teh")
    people = {
        "analyst": await _join(connection, "analyst", kopi, "analyst"),
        "viewer": await _join(connection, "viewer", kopi, "viewer"),
        "outsider": await _join(connection, "outsider", teh, "manager"),
    }
    for name in SOURCES:
        await ingest.configure(connection, settings, name, url=ADDRESS, key=Secret(KEY), per_minute=1_000_000)
    for account in own.values():
        await ingest.watch(connection, kopi.client_id, account.platform, account.handle, "own")
    await connection.commit()
    emulator = create_emulator(world, clock=EmulatorClock(START, speed=0), seed=7)
    async with (
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app=emulator)) as sources,
        running(settings, database) as made,
        httpx2.AsyncClient(transport=httpx2.ASGITransport(made, False), base_url=BASE) as http,
    ):
        state = made.state
        state.live = Live(Caller(pool=state.source_pool, settings=settings, http=sources, patience=0))
        yield Place(
            http=http,
            sources=sources,
            database=connection,
            own=own,
            rivals=rivals,
            **people,
        )


@asynccontextmanager
async def running(settings: Settings, conninfo: str) -> AsyncIterator[Litestar]:
    """Its lifespan is in a task of its own: it must end where it began, which a fixture need not."""
    ready, over = asyncio.Event(), asyncio.Event()
    with application(settings, conninfo) as made:

        async def live() -> None:
            async with made.lifespan():
                ready.set()
                await over.wait()

        task = asyncio.create_task(live())
        await ready.wait()
        try:
            yield made
        finally:
            over.set()
            await task


def _nth(accounts: list[WorldAccount], platform: Platform, n: int) -> WorldAccount:
    return [account for account in accounts if account.platform == platform][n]


async def _join(connection: Connection, name: str, client: clients.Client, role: PersonRole) -> Headers:
    person = await auth.create_person(
        connection, username=name, name=name.title(), password=PASSWORD, is_admin=False
    )
    await clients.add_person(connection, client.client_id, person.person_id, role)
    token = await auth.start_session(connection, person.person_id)
    return {"Authorization": f"Bearer {token}"}


def day(back: int) -> str:
    """The day so many days ago, in the client's zone."""
    return str((START + timedelta(hours=7) - timedelta(days=back)).date())
