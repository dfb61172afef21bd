"""Every analysis over 2 M posts of 2,000 accounts with 10 M hashtags: a year, for 1, 20 and 1,000 accounts.

As requests ask: in the role and scope of somebody who may see these accounts, and whole Results with all that
is around the statements. The peer is DuckDB on the same rows in tables of its own, on one thread; both take
turns, and of each the least time counts. Processor time is that of everything which works at the answer, here
and in the database's process. Others on the machine disturb it less, so the ratio is of processor times.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import duckdb
import psycopg

from bench import peer, world
from bench.machine import own_database, print_table
from bench.question import YEAR, Question
from bench.questions import QUESTIONS, SUMS
from cicero import analytics
from cicero.analytics import Query, cache
from cicero.db import APP_ROLE, Connection, Pool, Scope, open_pool, scoped

SIZES = {1: 1.0, 20: 1.0, 1_000: 3.0}
"""How many accounts, and how many times the peer's time they may take."""
LONGEST, CACHED = 200.0, 1.0
"""Milliseconds promised of everything, and of what was asked before."""

SECONDS, TIMES = 1.0, 20
"""How long a question is asked again, and how often at most."""

HEADER = (
    "accounts", "question", "least ms", "median ms", "processor ms", "DuckDB ms", "processor ms", "ratio",
    "promised", "kept", "DuckDB answers",
)  # fmt: skip


ANEW = "update account set name = name where account_id = 1"
"""What a transaction changed itself is not answered from what is kept, nor kept."""


def main() -> None:
    with own_database() as (_, conninfo):
        world.fill(conninfo)
        watch(conninfo)
        rows, again = asyncio.run(measure(conninfo, peer.load(conninfo)))
    print_table(
        f"A year of {world.POSTS:,} posts over {world.ACCOUNTS:,} accounts; {LONGEST:g} ms at most",
        HEADER,
        rows,
    )
    print_table(
        "The same question again",
        ("accounts", "question", "at hand, ms", "from the database, ms", "promised ms"),
        again,
    )


def watch(conninfo: str) -> None:
    """A client for each size, with the id of its number of accounts."""
    with psycopg.connect(conninfo) as connection:
        for size in SIZES:
            connection.execute(
                "insert into client (client_id, slug, name) overriding system value values (%s, %s, 'Bench')",
                [size, f"bench{size}"],
            )
            connection.execute(
                "insert into client_account select %(size)s, n, 'own' from generate_series(1, %(size)s) n",
                {"size": size},
            )


@asynccontextmanager
async def asking(pool: Pool, size: int) -> AsyncIterator[Connection]:
    async with scoped(pool, Scope(clients=(size,))) as connection:
        yield connection


async def measure(
    conninfo: str, theirs: duckdb.DuckDBPyConnection
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    rows, again = [], []
    async with open_pool(conninfo, 2, APP_ROLE) as pool:
        for size in SIZES:
            for question in (one for one in QUESTIONS if size in one.sizes):
                async with asking(pool, size) as connection:
                    await connection.execute(ANEW)
                    rows.append(await compared(connection, theirs, question, size))
            again.append(await repeated(pool, size))
    return rows, again


async def compared(
    connection: Connection, theirs: duckdb.DuckDBPyConnection, question: Question, size: int
) -> tuple[str, ...]:
    """Ours and the peer's in turns."""
    texts = question.put_to_peer(size)
    ours: list[float] = []
    busy, peers, peers_busy = [], [], []
    began = time.perf_counter()
    while len(ours) < 3 or (len(ours) < TIMES and time.perf_counter() - began < SECONDS):
        before, spent = time.perf_counter(), busy_of(connection)
        await question.ours(connection, tuple(range(1, size + 1)))
        ours.append((time.perf_counter() - before) * 1000)
        busy.append(busy_of(connection) - spent)
        before, spent = time.perf_counter(), time.process_time()
        for text in texts:
            theirs.execute(text).fetchall()
        peers.append((time.perf_counter() - before) * 1000)
        peers_busy.append((time.process_time() - spent) * 1000)
    ratio = min(busy) / min(peers_busy)
    well = ratio <= SIZES[size] and min(ours) <= LONGEST
    return (
        f"{size:,}", question.name, f"{min(ours):.2f}", f"{statistics.median(ours):.2f}", f"{min(busy):.2f}",
        f"{min(peers):.2f}", f"{min(peers_busy):.2f}", f"{ratio:.2f}", f"{SIZES[size]:g}×",
        "yes" if well else "NO", question.peer_answers,
    )  # fmt: skip


def busy_of(connection: Connection) -> float:
    """Milliseconds that this process and the connection's server process have been on a processor.

    Elsewhere than on Linux the server's are not known, and left out.
    """
    told = Path(f"/proc/{connection.info.backend_pid}/schedstat")
    theirs = int(told.read_text().split()[0]) / 1e6 if told.exists() else 0.0
    return time.process_time() * 1000 + theirs


async def repeated(pool: Pool, size: int) -> tuple[str, ...]:
    """The dashboard's series asked again: by the same process, and by one that never saw the answer."""
    query = Query(accounts=tuple(range(1, size + 1)), metrics=SUMS, period=YEAR, by="week")
    async with asking(pool, size) as connection:
        await analytics.run(connection, query)
        held = [await asked_again(connection, query, forget=False) for _ in range(100)]
        stored = [await asked_again(connection, query, forget=True) for _ in range(100)]
    name = f"{len(SUMS)} sums by week"
    return f"{size:,}", name, f"{min(held):.2f}", f"{min(stored):.2f}", f"{CACHED:g}"


async def asked_again(connection: Connection, query: Query, *, forget: bool) -> float:
    if forget:
        cache.forget_at_hand()
    before = time.perf_counter()
    await analytics.run(connection, query)
    return (time.perf_counter() - before) * 1000


if __name__ == "__main__":
    main()
