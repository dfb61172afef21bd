"""The database that the settings name, ready to use: the embedded server, or the one behind `DATABASE_URL`.

Whoever uses the embedded server holds a lock for as long (see `embedded.locks`). The last one to leave stops
it, unless somebody is connected to it by other means. A killed process leaves nothing behind but a running
server, which the next one finds and uses.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import structlog

from cicero.config import Settings
from cicero.db.embedded.control import start, stop
from cicero.db.embedded.folders import Place, conninfo, find_place, prepare
from cicero.db.embedded.locks import leave, use
from cicero.db.embedded.process import listens
from cicero.db.migration import migrate
from cicero.db.reach import check_reachable
from cicero.errors import DatabaseError

LOOK_EVERY = 5.0
"""Seconds between two looks whether the embedded server is still there."""

OTHERS = """
select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
"""

_kept: list[int] = []
"""Locks of `ensure_database`, which lets go of the server only when this process ends."""


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """How to connect to the migrated database; the embedded server runs for as long as the block does."""
    with running(settings) as address:
        migrate(address)
        yield address


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """As `database`, with the schema left as it is."""
    if settings.database_url:
        yield check_reachable(settings.database_url)
        return
    place = find_place(settings)
    prepare(place)
    handle = use(place.home)
    try:
        start(place, settings)
        with _watched(place, settings):
            yield conninfo(place)
    finally:
        with leave(handle) as alone:
            if alone and not _others_connected(place):
                stop(place, settings)


def ensure_database(settings: Settings) -> str:
    """Start the embedded server if it does not run yet and leave it running; how to connect to it."""
    if settings.database_url:
        return check_reachable(settings.database_url)
    place = find_place(settings)
    prepare(place)
    _kept.append(use(place.home))
    start(place, settings)
    return conninfo(place)


def stop_database(settings: Settings) -> None:
    """Stop the embedded server of that data directory, if one runs, whoever uses it."""
    if not settings.database_url:
        stop(find_place(settings), settings)


@contextmanager
def _watched(place: Place, settings: Settings) -> Iterator[None]:
    """Start the server again when it dies under us, as when the system kills it for want of memory."""
    over = threading.Event()
    watcher = threading.Thread(
        target=_watch, args=(place, settings, over), daemon=True, name="database watch"
    )
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _watch(place: Place, settings: Settings, over: threading.Event) -> None:
    log = structlog.get_logger("cicero.db")
    while not over.wait(LOOK_EVERY):
        try:
            if not listens(place):
                log.warning("the database has gone, starting it again", log=str(place.log))
                start(place, settings)
        except DatabaseError as error:
            log.error("the database could not be started again", reason=str(error), hint=error.hint)


def _others_connected(place: Place) -> bool:
    try:
        with psycopg.connect(conninfo(place)) as connection:
            row = connection.execute(OTHERS).fetchone()
            return row is not None and row[0] > 0
    except psycopg.Error:
        return False
