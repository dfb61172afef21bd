"""`cicero demo`: a living demonstration without any key, in an installation of its own."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import httpx2
import msgspec
from cyclopts import Parameter
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from cicero import db, demo, ingest
from cicero.app.log import set_up_log
from cicero.cli.serve import check_free, collecting, served
from cicero.cli.worker import end_with_parent
from cicero.config import Settings, settings
from cicero.db.server import stop_database
from cicero.demo import DemoWorld, Living
from cicero.demo.staging import USERNAME, accounts_of
from cicero.emulator import KEY
from cicero.errors import CiceroError, InputError
from cicero.periods import DEFAULT_ZONE, day_start, now

PATIENCE = 60
"""Seconds for the emulator to answer."""

FAST = {"promise_own": 24.0, "promise_competitors": 24.0, "call_price": 30.0, "accuracy_sample": 6}
"""How the days before today are lived through: with fewer visits, for they pass within a minute or two."""

PASSWORD = "password"  # noqa: S105 - the name of a file
SECONDS_A_DAY = 20.0
"""How long a day takes for people who watch."""


def run(
    *,
    watch: Annotated[int, Parameter(help="Let so many of the last days pass while you watch.")] = 0,
    seed: Annotated[int, Parameter(help="Which world, on a first run.")] = 1,
    fresh: Annotated[bool, Parameter(negative=(), help="Begin anew, with another past.")] = False,
    remove: Annotated[bool, Parameter(negative=(), help="Remove the demonstration and all it kept.")] = False,
    host: Annotated[str | None, Parameter(help="Address to listen on instead of CICERO_HOST.")] = None,
    port: Annotated[int | None, Parameter(help="Port to listen on instead of CICERO_PORT.")] = None,
) -> int:
    """Show Cicero alive: two invented clients, a year of posts, sixty days collected from an emulator.

    Everything is kept in the folder `demo` of the data directory, apart from what is real.
    """
    if not 0 <= watch < demo.LIVED:
        raise InputError(f"--watch takes 0 to {demo.LIVED - 1} days.")
    chosen = own_settings(settings(), host, port)
    if fresh or remove:
        _remove(chosen)
    if remove:
        print("The demonstration is gone.")
        return 0
    set_up_log(chosen)
    check_free(chosen)
    world = demo.remember(chosen.data_dir, seed)
    with emulator(world) as address, db.database(chosen) as conninfo:
        known = asyncio.run(_known(address))
        asyncio.run(_demonstrate(chosen, conninfo, address, world, known, watch))
    return 0


def own_settings(real: Settings, host: str | None, port: int | None) -> Settings:
    """The settings of the demonstration: all as for real, but for where it is kept."""
    return msgspec.structs.replace(
        real, data_dir=real.data_dir / "demo", workers=1, host=host or real.host, port=port or real.port
    )


def _remove(chosen: Settings) -> None:
    if chosen.database_url:
        raise InputError(
            "The demonstration is in the database of DATABASE_URL.", "Drop that database, or make it anew."
        )
    if chosen.data_dir.exists():
        stop_database(chosen)
        shutil.rmtree(chosen.data_dir)


@contextmanager
def emulator(world: DemoWorld) -> Iterator[str]:
    """The pretend sources in a process of their own, gone with this one; their address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "cicero.cli", "emulate", "--port", str(port), "--seed", str(world.seed)]
    process = subprocess.Popen(
        [*command, "--start", str(world.start), "--speed", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=end_with_parent,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


async def _known(address: str) -> list[dict[str, Any]]:
    for _ in range(PATIENCE * 10):
        try:
            return await accounts_of(address)
        except httpx2.HTTPError:
            await asyncio.sleep(0.1)
    raise CiceroError("The emulator did not start.", "`cicero emulate` by itself says why.")


async def _demonstrate(
    chosen: Settings,
    conninfo: str,
    address: str,
    world: DemoWorld,
    known: list[dict[str, Any]],
    watch: int,
) -> None:
    start = day_start(world.start, DEFAULT_ZONE)
    password = _password(chosen.data_dir)
    fast = msgspec.structs.replace(chosen, **FAST)
    async with db.open_pool(conninfo, chosen.pool_size) as pool:
        async with pool.connection() as connection:
            staged = await demo.stage(
                connection,
                chosen,
                emulator=address,
                key=KEY,
                known=known,
                password=password,
                start=start,
            )
        _keep(chosen.data_dir, password)
        living = Living(staged.since or start)
        async with ingest.open_caller(pool, fast, clock=living.now) as caller:
            await _catch_up(caller, living, address, now() - timedelta(days=watch), staged.own)
            told = _greeting(chosen, password)
            await _serve(chosen, conninfo, caller, living, address, staged.accounts, told, watch)


async def _catch_up(
    caller: ingest.Caller, living: Living, address: str, until: datetime, own: frozenset[int]
) -> None:
    """Live through the days up to then, with a bar that tells which day it is."""
    began = living.at
    whole = max((until - began) / timedelta(days=1), 1 / 24)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[day]}"), TimeElapsedColumn(),
        console=Console(stderr=True),
    ) as progress:  # fmt: skip
        bar: TaskID = progress.add_task("Reading a year back", total=whole, day="")

        def told(at: datetime) -> None:
            days = (at - began) / timedelta(days=1)
            progress.update(
                bar, completed=days, day=f"{at:%d %b %Y}", description="Living through sixty days"
            )

        await demo.live(caller, living, address, lambda: until, told, pictured=own)


async def _serve(
    chosen: Settings,
    conninfo: str,
    caller: ingest.Caller,
    living: Living,
    address: str,
    accounts: list[int],
    told: str,
    watch: int,
) -> None:
    """Serve the pages; time goes on fast while people watch, and then as everywhere."""

    async def go_on() -> None:
        if watch:
            await demo.live(caller, living, address, now, lambda _: None, SECONDS_A_DAY)
        body = {"at": now().isoformat(), "speed": 1.0}
        await caller.http.put(f"{address}/_emulator/clock", json=body)
        await ingest.balance(msgspec.structs.replace(caller, settings=chosen, clock=now))
        async with caller.pool.connection() as connection:
            await ingest.refresh(connection, accounts)
        async with collecting(chosen, conninfo):
            await asyncio.Event().wait()

    going = asyncio.create_task(go_on())
    try:
        await served(chosen, conninfo, told)
    finally:
        going.cancel()
        with suppress(asyncio.CancelledError):
            await going


def _password(folder: Path) -> str:
    """From CICERO_DEMO_PASSWORD, else made up on the first run and kept, to be told again."""
    path = folder / PASSWORD
    kept = path.read_text().strip() if path.exists() else ""
    return os.environ.get("CICERO_DEMO_PASSWORD") or kept or secrets.token_urlsafe(9)


def _keep(folder: Path, password: str) -> None:
    """Only once it was found good enough."""
    path = folder / PASSWORD
    path.touch(mode=0o600)
    path.write_text(password + "\n")


def _greeting(chosen: Settings, password: str) -> str:
    host = "localhost" if chosen.host in ("0.0.0.0", "::") else chosen.host  # noqa: S104
    return (
        f"The demonstration is at http://{host}:{chosen.port}\n"
        f"  user      {USERNAME}\n  password  {password}\n"
        "Everything in it is invented and comes from an emulator on this machine.\n"
        "For real: `cicero serve` begins with an empty installation; `cicero demo --remove` clears this up."
    )
