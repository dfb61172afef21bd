"""Real items travel the live path: from files through emulator, gateway, parser and collector, unchanged."""

from __future__ import annotations

from pathlib import Path

import httpx2
from tests.ingest.stage import ADDRESS, SOON, START

from cicero import clients, ingest
from cicero.config import Settings
from cicero.db import Pool
from cicero.emulator import KEY, EmulatorClock, create_emulator, load_replay
from cicero.ingest import Caller
from cicero.ingest.backfill import TRIES
from cicero.secret import Secret

SUMS = "select count(*), sum(likes), sum(comments), sum(shares), sum(views), sum(saves) from post"


async def test_900_real_items_arrive_with_exactly_the_sums_of_their_files(
    pool: Pool, tmp_path: Path, real_data: Path
) -> None:
    replay = load_replay(real_data / "tiktok-web-items")
    clock = EmulatorClock(START, speed=0)
    app = create_emulator(None, clock=clock, replay=replay)
    settings = Settings(data_dir=tmp_path)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app)) as http:
        caller = Caller(pool=pool, settings=settings, http=http, clock=clock.now, patience=0)
        async with pool.connection() as connection:
            client = await clients.create(connection, slug="nyata", name="Nyata")
            await ingest.configure(
                connection, settings, "tiktok-api23", url=ADDRESS, key=Secret(KEY), per_minute=1_000_000
            )
            ids = [
                await ingest.watch(connection, client.client_id, platform, handle, "own", clock.now())
                for platform, handle in replay.accounts
            ]
            for account_id in ids:
                await ingest.read_back(connection, account_id, START.replace(year=2020), clock.now())
        for account_id in ids:
            assert (await ingest.collect(caller, account_id)).error is None
            for _ in range(TRIES + 1):
                clock.set(clock.now() + SOON)
                await ingest.backfill(caller, account_id)
        async with pool.connection() as connection:
            row = await (await connection.execute(SUMS)).fetchone()
            assert row is not None
            assert [int(value) for value in row] == [
                900, 44_643_250, 507_523, 1_610_577, 1_133_042_600, 1_971_657,
            ]  # fmt: skip
            unfinished = "select count(*) from collection where backfill <> 'done'"
            assert await (await connection.execute(unfinished)).fetchone() == (0,)
