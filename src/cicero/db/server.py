"""The database that the settings name, ready to use: the embedded server, or the one behind `DATABASE_URL`.

Whoever uses the embedded server holds a lock for as long (see `embedded.locks`). The last one to leave stops
it, unless somebody is connected to it by other means. A killed process leaves nothing behind but a running
server, which the next one finds and uses.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from cicero.config import Settings
from cicero.db.embedded.control import start, stop
from cicero.db.embedded.folders import Place, conninfo, find_place, prepare
from cicero.db.embedded.locks import leave, use
from cicero.db.embedded.process import listens
from cicero.db.migration import migrate
from cicero.db.reach import check_reachable
from cicero.errors import DatabaseError

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
"""Seconds between two looks whether the embedded server is still there."""

FAREWELL = 2.0
"""Seconds that closed connections are given to go before they count as somebody else's."""

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
    started = False
    try:
        start(place, settings)
        started = True
        with _watched(place, settings):
            yield conninfo(place)
    finally:
        # A server that was not ready in time may be recovering: stopping it would make it begin again.
        with leave(handle) as alone:
            if started and alone and not _others_connected(place):
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
    while not over.wait(LOOK_EVERY):
        try:
            if not listens(place):
                log.warning("The database has gone; its log is in %s. Starting it again.", place.log)
                start(place, settings)
        except DatabaseError as error:
            log.error("The database could not be started again: %s %s", error, error.hint)


def _others_connected(place: Place) -> bool:
    """Whether somebody stays connected: a connection just closed, our own too, takes a moment to go."""
    deadline = time.monotonic() + FAREWELL
    try:
        with psycopg.connect(conninfo(place), autocommit=True) as connection:
            while connection.execute(OTHERS).fetchone() != (0,):
                if time.monotonic() > deadline:
                    return True
                time.sleep(0.05)
    except psycopg.Error:
        pass
    return False
