"""An installation of its own with real processes: emulator, worker, server; all may be killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import psycopg
from msgspec import Struct

from cicero import clients, db, ingest
from cicero.clients.client import Role
from cicero.config import Settings
from cicero.db.embedded import folders, process
from cicero.emulator import KEY
from cicero.secret import Secret
from cicero.sources.registry import SOURCES

EMULATE = """
import sys
from functools import partial
from cicero.cli import emulate, run
emulate.build_world = partial(emulate.build_world, accounts=4, days=45)
emulate.create_emulator = partial(emulate.create_emulator, late=2.0)
sys.exit(run(["emulate", "--speed", "0", "--start", "2026-03-02", "--seed", "5", *sys.argv[1:]]))
"""
START = datetime(2026, 3, 1, 17, tzinfo=UTC)
"""Where the emulator's clock stands, and the collector's begins: midnight in Jakarta."""

WORK = """
import sys
from datetime import timedelta
from pathlib import Path
from cicero import periods
real, ahead = periods.now, Path(sys.argv[1])
periods.now = lambda: real() + timedelta(seconds=float(ahead.read_text()))
from cicero.cli import run
from cicero.db import server
from cicero.ingest import calling, comments
from cicero.jobs import queue, worker
from cicero.sources import gateway
server.LOOK_EVERY = 0.2
worker.LOOK_EVERY = worker.AFTER_FAILURE = worker.HEARTBEAT = 0.3
worker.FETCH_EVERY = 0.1
worker.SILENT = 2.0
comments.THREADS = 10_000
comments.SINCE_OWN = comments.SINCE_SHORT = timedelta(days=365)
calling.FIRST_WAIT = calling.LONGEST_WAIT = 0.02
gateway.WHOLE_SECONDS = 1.5
sys.exit(run(sys.argv[2:]))
"""
"""A command of Cicero's with a clock that can be moved, looking often and waiting for nothing long."""

PATIENCE = 1_200
"""Looks at what goes on, a twentieth of a second apart at least, before a test gives up."""


class Stage(Struct, frozen=True, kw_only=True):
    """`ahead`: the file that says how many seconds the collector's clock is ahead of ours."""

    settings: Settings
    conninfo: str
    address: str
    ahead: Path

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self.ahead.read_text()))

    def advance(self, by: timedelta) -> None:
        draft = self.ahead.with_suffix(".draft")
        draft.write_text(str(float(self.ahead.read_text()) + by.total_seconds()))
        draft.rename(self.ahead)

    def rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        """Also while the server is being killed and started again."""
        for _ in range(PATIENCE):
            try:
                with psycopg.connect(self.conninfo) as connection:
                    return connection.execute(query, values).fetchall()  # type: ignore[call-overload, no-any-return]
            except psycopg.OperationalError:
                pause()
        raise AssertionError("the database did not come back")

    def calls(self) -> int:
        """How many calls the emulator has answered."""
        told = httpx2.get(f"{self.address}/_emulator/calls").json()
        return sum(number for path in told["paths"].values() for number in path.values())

    def fail(self, **rates: float) -> None:
        assert httpx2.put(f"{self.address}/_emulator/faults", json=rates).status_code == 200

    def refresh(self) -> None:
        """Everything about all accounts is due now."""
        self.rows(
            "update collection set profile_due_at = %(at)s, list_due_at = %(at)s, comments_due_at = %(at)s, "
            "backfill_due_at = %(at)s returning 1",
            at=self.now(),
        )

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """A command of Cicero's on this installation; its log goes to a file in the data directory."""
        environment = {**os.environ, "CICERO_DATA_DIR": str(self.settings.data_dir), "DATABASE_URL": ""}
        with (self.settings.data_dir / "worker.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-c", WORK, str(self.ahead), *command],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def kill_database(self) -> None:
        """As the kernel does when memory runs out; waits for one that is just being started."""
        place = folders.find_place(self.settings)
        for _ in range(PATIENCE):
            if (number := process.server_process(place)) is not None:
                os.kill(number, signal.SIGKILL)
                return
            pause()
        raise AssertionError("there was no database to kill")


def pause() -> None:
    threading.Event().wait(0.05)


@contextmanager
def stage(data_dir: Path) -> Iterator[Stage]:
    """Sources set up, the world's accounts watched, and nobody who collects yet."""
    settings = Settings(data_dir=data_dir)
    with emulator() as address, db.database(settings) as conninfo:
        ahead = data_dir / "ahead"
        ahead.write_text(str((START - datetime.now(UTC)).total_seconds()))
        asyncio.run(_set_up(settings, conninfo, address))
        yield Stage(settings=settings, conninfo=conninfo, address=address, ahead=ahead)


@contextmanager
def emulator(*options: str) -> Iterator[str]:
    """The address of an emulator in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = [sys.executable, "-c", EMULATE, "--port", str(port), *options]
    running = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        assert "answers" in running.stdout.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        running.kill()
        running.wait()


@contextmanager
def ended(running: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Whatever happens in the block, the process is gone after it."""
    try:
        yield running
    finally:
        running.kill()
        running.wait()


async def _set_up(settings: Settings, conninfo: str, address: str) -> None:
    async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
        client = await clients.create(connection, slug="kopi", name="Kopi")
        for name in SOURCES:
            await ingest.configure(
                connection, settings, name, url=address, key=Secret(KEY), per_minute=1_000_000
            )
        for account in httpx2.get(f"{address}/_emulator/accounts").json():
            role: Role = "own" if account["own"] else "competitor"
            await ingest.watch(
                connection, client.client_id, account["platform"], account["handle"], role, START
            )
