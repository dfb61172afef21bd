"""Live calls, failing in every way there is, leave the key in no log, error, page, row or answer kept."""

from __future__ import annotations

import io
import traceback
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import structlog
from tests.api.conftest import sign_in
from tests.applications import asking
from tests.ingest.stage import ADDRESS, Stage, small_world, stage, watch_all
from tests.test_secrets import KEY, found

from cicero import ingest
from cicero.db import Pool
from cicero.emulator.faults import FAULTS
from cicero.emulator.gateway import Plan
from cicero.errors import UpstreamError

TABLES = "select table_name from information_schema.tables where table_schema = 'public'"
STAGES = ("gateway", "answer", "list")


async def test_the_key_is_nowhere_after_calls_that_fail_in_every_way(
    pool: Pool, database: str, tmp_path: Path
) -> None:
    said = io.StringIO()
    structlog.reset_defaults()
    with redirect_stdout(said), redirect_stderr(said):
        async with stage(pool, tmp_path, small_world(accounts=2, days=20), key=KEY, keys={KEY: Plan()}) as on:
            await watch_all(on)
            asked = await fail_in_every_way(on)
            page = await sources_page(on, pool, database)
            rows = await everything(on)
    assert asked > 40
    assert "call failed" in said.getvalue()
    assert "A key is set" in page
    for text in (said.getvalue(), page, rows):
        assert found(KEY, text.encode()) == []


async def fail_in_every_way(on: Stage) -> int:
    """Ask with each fault switched on, and print all that an error can tell; how many calls that took."""
    for fault in FAULTS.values():
        if fault.stage not in STAGES or fault.name == "slow":
            continue
        await on.fail({fault.name: 1.0})
        for name in ("social-api4", "tiktok-api23"):
            print(await ingest.try_source(on.caller, name))
            try:
                await ingest.ask(on.caller, name, "test", _list_of(on), anyway=True)
            except UpstreamError as error:
                told = traceback.TracebackException.from_exception(error, capture_locals=True)
                print("".join(told.format()))
    await on.fail({})
    return int(await on.one("select sum(calls) from source_calls"))


def _list_of(on: Stage) -> Any:
    from cicero.records import AccountRef
    from cicero.sources.source import Target

    account = on.world.accounts[0]
    target = Target(
        account=AccountRef(platform=account.platform, platform_id=account.platform_id, handle=account.handle),
        sec_uid=account.sec_uid or "MS4w",
    )
    return lambda client: client.posts(target)


async def sources_page(on: Stage, pool: Pool, database: str) -> str:
    async with pool.connection() as connection:
        admin = await sign_in(connection, "admin", is_admin=True)
    async with asking(on.caller.settings, database) as http:
        answer = await http.get("/settings/sources", headers=admin)
    assert ADDRESS in answer.text
    return answer.text


async def everything(on: Stage) -> str:
    """Every row of every table, as text; answers that were kept, unpacked."""
    import zlib

    text = [str(await on.rows(f"select * from {table}")) for (table,) in await on.rows(TABLES)]
    bodies = [zlib.decompress(body).decode() for (body,) in await on.rows("select body from raw_payload")]
    return "\n".join(text + bodies)
