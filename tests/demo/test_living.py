"""The demonstration lives through its days with the real collector: samples, not inserts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.ingest.stage import ADDRESS, START, Stage, small_world, stage

from cicero import auth, demo
from cicero.db import Pool
from cicero.demo import DemoWorld, Living, world
from cicero.emulator.gateway import KEY
from cicero.errors import ConflictError, InputError
from cicero.periods import DEFAULT_ZONE, today

PASSWORD = "tiga cangkir kopi"


def known(on: Stage) -> list[dict[str, Any]]:
    return [
        {"platform": a.platform, "handle": a.handle, "client": a.client, "own": a.own}
        for a in on.world.accounts
    ]


async def staged(on: Stage) -> demo.Staged:
    async with on.caller.pool.connection() as connection:
        return await demo.stage(
            connection,
            on.caller.settings,
            emulator=ADDRESS,
            key=KEY,
            known=known(on),
            password=PASSWORD,
            start=on.clock.now(),
        )


async def test_days_pass_and_leave_curves_and_followers(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world(days=30)) as on:
        set_up = await staged(on)
        assert set_up.since is None
        living = Living(START)
        caller = msgspec.structs.replace(on.caller, clock=living.now)
        days: set[Any] = set()
        await demo.live(
            caller, living, ADDRESS, lambda: START + timedelta(days=4), lambda at: days.add(at.date())
        )
        assert len(days) == 5
        assert await on.one("select count(*) from post where published_at > '2026-03-02 03:00Z'") > 0
        samples = await on.one("select max(n) from (select count(*) n from post_snapshot group by post_id) x")
        assert samples > 2
        followed = "select min(n) from (select count(*) n from account_snapshot group by account_id) x"
        assert await on.one(followed) >= 4
        assert await on.one("select demo from installation") is True
        assert (await staged(on)).since is not None
        async with pool.connection() as connection:
            assert await auth.has_password(connection, "demo", PASSWORD)


async def test_a_database_in_use_is_left_alone(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world(accounts=2, days=5)) as on:
        async with pool.connection() as connection:
            await auth.create_person(
                connection, username="ratna", name="Ratna", password=PASSWORD, is_admin=True
            )
        with pytest.raises(ConflictError):
            await staged(on)
        assert await on.one("select count(*) from client_account") == 0


def test_the_world_is_remembered_and_ends(tmp_path: Path) -> None:
    first = demo.remember(tmp_path, seed=3)
    assert first.start == today(DEFAULT_ZONE) - timedelta(days=world.LIVED)
    assert demo.remember(tmp_path, seed=9) == first
    old = DemoWorld(3, today(DEFAULT_ZONE) - timedelta(days=world.LASTS + 1))
    (tmp_path / "demo.json").write_bytes(msgspec.json.encode(old))
    with pytest.raises(InputError, match="come to its end"):
        demo.remember(tmp_path, seed=3)
