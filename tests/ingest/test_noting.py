"""A success and what is left of a plan are noted when they are news, and every call is in the books."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.ingest.stage import START, Stage, small_world, stage

from cicero import ingest
from cicero.db import Pool
from cicero.errors import GoneError
from cicero.sources.source import Answer, Client, Quota

NAME = "tiktok-api23"
SECOND = timedelta(seconds=1)
LATEST = "select observed_at, remaining from source_quota order by hour desc limit 1"
SUCCESS = f"select state, failures, last_success_at from source where name = '{NAME}'"


async def told(on: Stage, remaining: int) -> None:
    """One call whose answer says how many are left."""

    async def asked(_: Client) -> Answer:
        quota = Quota(limit=100, remaining=remaining)
        return Answer(endpoint="x", observed_at=on.clock.now(), records=(), raw=b"", quota=quota)

    await ingest.ask(on.caller, NAME, "test", asked)


async def test_a_success_is_noted_once_a_minute_and_every_call_is_counted(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        for after, remaining, at, left in ((0, 50, 0, 50), (59, 49, 0, 50), (61, 48, 61, 48)):
            on.clock.set(START + after * SECOND)
            await told(on, remaining)
            assert await on.rows(LATEST) == [(START + at * SECOND, left)]
            assert await on.rows(SUCCESS) == [("ok", 0, START + at * SECOND)]
        assert await on.one("select sum(calls) from source_calls") == 3


async def test_that_nothing_is_left_is_noted_at_once(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        await told(on, 1)
        on.clock.set(START + SECOND)
        await told(on, 0)
        assert await on.rows(LATEST) == [(START + SECOND, 0)]


@pytest.mark.parametrize("trouble", ["state = 'failing'", "failures = 1", f"retry_at = '{START - SECOND}'"])
async def test_a_source_that_is_well_again_is_noted_at_once(pool: Pool, tmp_path: Path, trouble: str) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        await told(on, 50)
        async with pool.connection() as connection:
            await connection.execute(f"update source set {trouble}")  # type: ignore[call-overload]
        await told(on, 49)
        assert await on.rows(f"select state, failures, retry_at from source where name = '{NAME}'") == [
            ("ok", 0, None)
        ]


async def test_no_such_post_is_a_success_of_the_source(pool: Pool, tmp_path: Path) -> None:
    async def gone(_: Client) -> Answer:
        raise GoneError("There is no such post.")

    async with stage(pool, tmp_path, small_world()) as on:
        with pytest.raises(GoneError):
            await ingest.ask(on.caller, NAME, "detail", gone)
        assert await on.rows(SUCCESS) == [("ok", 0, START)]
        assert await on.one("select sum(failed) from source_calls") == 0
