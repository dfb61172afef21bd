"""Starting and stopping the embedded server.

What can be left over from a kill, and what becomes of it:
- half an `initdb`: thrown away (see `creation`);
- a `postmaster.pid` of a dead server: PostgreSQL replaces it, unless another process has that number by now:
  then we look whether it is a server of this folder, and remove the file when it is not;
- a socket that nobody listens on: removed before a start;
- a server whose socket is gone: stopped and started again;
- working processes of a killed server: PostgreSQL refuses to start beside them; we try again until they end.
"""

from __future__ import annotations

import time
from pathlib import Path

import psycopg

from cicero.config import Settings
from cicero.db.embedded import configuration
from cicero.db.embedded.binaries import Binaries
from cicero.db.embedded.creation import ensure_data
from cicero.db.embedded.folders import DATABASE, Place, conninfo, password, prepare
from cicero.db.embedded.locks import starting
from cicero.db.embedded.process import answers, listens, recorded_process, refusal, server_process
from cicero.db.embedded.programs import programs, run
from cicero.db.embedded.symptoms import from_log

START_WITHIN = 120.0
"""Seconds that a start may take, recovery after a crash included."""

NOT_YET = ("starting up", "shutting down", "not yet accepting", "recovery mode", "No such file", "refused")
"""What a server says, or its socket, on the way up or down: worth asking again."""

STILL_AT_WORK = "still in use"
"""What PostgreSQL says while processes of a killed server finish their last query."""


def start(place: Place, settings: Settings) -> None:
    """Have the server running, with Cicero's own database in it."""
    prepare(place)
    password(place)
    if answers(place):
        return
    with starting(place.home):
        _start_and_wait(place, settings)
        _create_database(place)


def stop(place: Place, settings: Settings) -> None:
    """Stop the server, if one runs; what clients have not committed is rolled back."""
    if not place.data.exists():
        return
    with starting(place.home):
        if server_process(place) is not None:
            _stop(place, programs(place, settings))


def _start_and_wait(place: Place, settings: Settings) -> None:
    deadline = time.monotonic() + START_WITHIN
    while (trouble := _trouble(place, settings)) is not None:
        if not any(sign in trouble for sign in (*NOT_YET, STILL_AT_WORK)):
            raise from_log("The embedded PostgreSQL does not let us in.", trouble, place.home)
        if time.monotonic() > deadline:
            what = f"PostgreSQL was not ready after {START_WITHIN:.0f} seconds; it may still be recovering."
            raise from_log(what, trouble, place.home)
        time.sleep(0.1)


def _trouble(place: Place, settings: Settings) -> str | None:
    """What keeps us from the server right now; it is started first when it does not run."""
    if not listens(place):
        failure = _launch(place, programs(place, settings), settings)
        if failure and STILL_AT_WORK in failure:
            return failure
        if failure:
            raise from_log("PostgreSQL did not start.", failure, place.home)
    return refusal(place, "postgres")


def _launch(place: Place, binaries: Binaries, settings: Settings) -> str | None:
    """Start the server; what it said when it would not start."""
    ensure_data(place, binaries)
    _clear_leftovers(place, binaries)
    configuration.write(place, binaries, settings)
    (place.log / "start.log").unlink(missing_ok=True)
    before = _log_sizes(place)
    # Relative paths: pg_ctl hands them to a shell, where a blank or a quote in the folder's name would hurt.
    outcome = run(
        binaries.folder / "pg_ctl",
        *("start", "-w", "-t", f"{START_WITHIN:.0f}", "-D", "data", "-l", "log/start.log"),
        *("-o", "-c config_file=cicero.conf"),
        folder=place.home,
        user=place.user,
    )
    if outcome.code == 0 or server_process(place) is not None:
        return None
    return _said_since(before, place) or outcome.text


def _clear_leftovers(place: Place, binaries: Binaries) -> None:
    """Nobody listens; remove what a killed server left behind and what would keep a new one from starting."""
    if server_process(place) is not None:
        _stop(place, binaries)
    if recorded_process(place) is not None:
        (place.data / "postmaster.pid").unlink(missing_ok=True)
    for leftover in place.socket.iterdir():
        leftover.unlink(missing_ok=True)


def _stop(place: Place, binaries: Binaries) -> None:
    outcome = run(
        binaries.folder / "pg_ctl",
        *("stop", "-D", "data", "-m", "fast", "-w", "-t", "60"),
        folder=place.home,
        user=place.user,
    )
    if outcome.code and server_process(place) is not None:
        raise from_log("PostgreSQL did not stop.", outcome.text, place.home)


def _create_database(place: Place) -> None:
    with psycopg.connect(conninfo(place, "postgres"), autocommit=True) as connection:
        known = connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone()
        if known is None:
            connection.execute(f"create database {DATABASE}")


def _log_sizes(place: Place) -> dict[Path, int]:
    return {path: path.stat().st_size for path in place.log.glob("*.log")}


def _said_since(before: dict[Path, int], place: Place) -> str:
    """What the server wrote during this start: first to start.log, later to the file of the day."""
    said = b"".join(path.read_bytes()[before.get(path, 0) :] for path in sorted(place.log.glob("*.log")))
    return said[-8000:].decode("utf-8", "replace")
