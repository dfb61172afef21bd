"""One embedded server per test run, one migrated template, a fresh database for each test that asks."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import structlog
from psycopg.conninfo import make_conninfo
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from tests.folders import open_folder

from cicero.config import load
from cicero.db import Connection, Pool, ensure_database, migrate, open_pool
from cicero.db.server import stop_database

REAL_DATA = Path(os.environ.get("CICERO_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
TEMPLATE = "cicero_template"
LOGGED = (structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso"))


CARELESS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_wal_size = '256MB'")
"""Of a server whose data nobody will miss, and which may lie in memory."""


def pytest_configure(config: pytest.Config) -> None:
    """The process that starts the workers makes the server's folder and tells the workers where it is.

    What is logged is not drawn: the library's own way, tracebacks with every value in colours, takes seconds.
    """
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, *LOGGED, plain])
    if "CICERO_TEST_HOME" not in os.environ:
        os.environ["CICERO_TEST_HOME"] = str(open_folder())
        config.stash[OWNER] = True


OWNER = pytest.StashKey[bool]()


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.stash.get(OWNER, False):
        home = Path(os.environ["CICERO_TEST_HOME"])
        stop_database(load({"CICERO_DATA_DIR": str(home)}))
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def server() -> str:
    """How to connect to the test run's PostgreSQL, with a migrated template database."""
    home = Path(os.environ["CICERO_TEST_HOME"])
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        conninfo = ensure_database(load({"CICERO_DATA_DIR": str(home)}))
        with psycopg.connect(conninfo, autocommit=True) as connection:
            if not connection.execute("select 1 from pg_database where datname = %s", [TEMPLATE]).fetchone():
                for setting in CARELESS:
                    connection.execute(f"alter system set {setting}")
                connection.execute("select pg_reload_conf()")
                connection.execute("create database unfinished")
                migrate(make_conninfo(conninfo, dbname="unfinished"))
                connection.execute(f"alter database unfinished rename to {TEMPLATE}")
    return conninfo


@pytest.fixture
def database(spare_database: Callable[[], str]) -> str:
    """How to connect to a fresh migrated database."""
    return spare_database()


@pytest.fixture(scope="session")
def keeper(server: str) -> Iterator[psycopg.Connection]:
    """Makes and drops databases."""
    with psycopg.connect(server, autocommit=True) as connection:
        yield connection


@pytest.fixture
def spare_database(keeper: psycopg.Connection, server: str) -> Iterator[Callable[[], str]]:
    """Makes another fresh migrated database at each call; none is used after the test.

    They are dropped when another is made: their connections are over then, and nobody waits for these to end.
    """
    names: list[str] = []

    def make() -> str:
        names.append(f"test_{secrets.token_hex(6)}")
        keeper.execute(f"create database {names[-1]} template {TEMPLATE} strategy file_copy")
        while USED:
            keeper.execute(f"drop database {USED.pop()} with (force)")
        return make_conninfo(server, dbname=names[-1])

    yield make
    USED.extend(names)


USED: list[str] = []


@pytest.fixture
async def pool(database: str) -> AsyncIterator[Pool]:
    async with open_pool(database, 4) as pool:
        yield pool


@pytest.fixture
async def spare_pool(spare_database: Callable[[], str]) -> AsyncIterator[Pool]:
    """Of another fresh database, to hold two against each other."""
    async with open_pool(spare_database(), 4) as pool:
        yield pool


@pytest.fixture
async def connection(pool: Pool) -> AsyncIterator[Connection]:
    """A connection in autocommit: what a test does is there for every other connection at once."""
    async with pool.connection() as connection:
        await connection.set_autocommit(True)
        yield connection
        await connection.rollback()
        await connection.set_autocommit(False)


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """New ones are worked out in no time: what people do in the tests begins with a password."""
    least = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr("cicero.auth.password._HASHER", least)


@pytest.fixture
def real_data() -> Path:
    """The folder of real exports; the test is skipped where it is missing."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"no real exports at {REAL_DATA}: set CICERO_TEST_DATA")
    return REAL_DATA
