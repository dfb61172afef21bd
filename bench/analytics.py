"""Figures of 2 M posts over 2,000 accounts: a series of 365 days and the heatmap, for 1, 20, 1,000 of them.

All metrics of the dashboard's tiles are asked for at once. Times are those of a prepared statement with its
rows fetched over the socket, and the processor time of the database's own process, which other work on the
machine disturbs less. The peer is DuckDB on the same rows in a table of its own, on one core as PostgreSQL.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, cast

import duckdb
import psycopg

from bench import world
from bench.machine import own_database, print_table
from cicero.analytics import Dimension, Query, run
from cicero.analytics.compiler import Statement, compile_additive, compile_medians
from cicero.db import Connection, open_pool
from cicero.metrics import find
from cicero.periods import Period

YEAR = Period(date(2025, 11, 1), date(2026, 10, 31), "Asia/Jakarta")
SUMS = (
    "posts", "likes", "comments", "shares", "views", "interactions", "engagement_rate_followers",
    "engagement_rate_views",
)  # fmt: skip
MEDIANS = ("typical_engagement_rate",)
SIZES = ((1, 1.0), (20, 10.0), (1_000, 150.0))
"""How many accounts, and the milliseconds promised."""

PEER = """
select {bin}, count(*), sum(likes), count(likes), sum(comments), count(comments), sum(shares), count(shares),
       sum(views), count(views), sum(i), count(i), sum(i) filter (where views is not null),
       sum(views) filter (where i is not null), sum(i) filter (where followers is not null),
       sum(followers) filter (where i is not null)
from (
    select *, likes + comments + case when platform = 'tiktok' then shares else 0 end as i
    from post
    where account_id <= {accounts} and seconds >= {start} and seconds < {end}
)
group by 1
"""
PEER_BINS: dict[Dimension, str] = {
    "day": f"(seconds - {int(YEAR.start.timestamp())}) // 86400",
    "hour_of_week": "(seconds // 3600 + 79) % 168",
}


def main() -> None:
    with own_database() as (_, conninfo):
        world.fill(conninfo)
        rows = asyncio.run(measure(conninfo, load_peer(conninfo)))
    print_table(
        f"Figures of {world.POSTS:,} posts over {world.ACCOUNTS:,} accounts, a year of them asked for",
        (
            "accounts",
            "by",
            "metrics",
            "least ms",
            "median ms",
            "processor ms",
            "promised ms",
            "DuckDB ms",
            "run() ms",
        ),
        rows,
    )


def load_peer(conninfo: str) -> duckdb.DuckDBPyConnection:
    """The same rows in DuckDB, ordered by account as our index has them."""
    peer = duckdb.connect(config={"threads": 1})
    seconds = "extract(epoch from published_at)::bigint"
    columns = f"account_id, platform, {seconds}, likes, comments, shares, views, followers"
    path = Path(psycopg.conninfo.conninfo_to_dict(conninfo)["host"] or "") / "posts.csv"  # type: ignore[arg-type]
    with psycopg.connect(conninfo) as connection, connection.cursor() as cursor:
        copying = (
            f"copy (select {columns} from post order by account_id, published_at) to stdout (format csv)"
        )
        with path.open("wb") as file, cursor.copy(copying) as copy:  # type: ignore[call-overload]
            for block in copy:
                file.write(block)
    peer.execute(
        "create table post (account_id bigint, platform text, seconds bigint, likes bigint,"
        " comments bigint, shares bigint, views bigint, followers bigint)"
    )
    peer.execute(f"copy post from '{path}' (format csv)")
    path.unlink()
    return peer


async def measure(conninfo: str, peer: duckdb.DuckDBPyConnection) -> list[tuple[str, ...]]:
    rows = []
    async with open_pool(conninfo, 2) as pool, pool.connection() as connection:
        for accounts, promised in SIZES:
            for by in PEER_BINS:
                for names, compiler in ((SUMS, compile_additive), (MEDIANS, compile_medians)):
                    query = Query(accounts=tuple(range(1, accounts + 1)), metrics=names, period=YEAR, by=by)
                    wall, processor = await times(connection, compiler(query, find(names)), accounts)
                    whole = await whole_run(connection, query)
                    theirs = time_peer(peer, accounts, by) if names == SUMS else ""
                    rows.append(
                        (
                            f"{accounts:,}", by, f"{len(names)} sums" if names == SUMS else "median",
                            f"{min(wall):.2f}", f"{statistics.median(wall):.2f}", f"{min(processor):.2f}",
                            f"{promised:g}" if names == SUMS else "", theirs, f"{whole:.1f}",
                        )
                    )  # fmt: skip
    return rows


async def times(
    connection: Connection, statement: Statement, accounts: int
) -> tuple[list[float], list[float]]:
    """Milliseconds by the clock and of the server's process, for each of several times."""
    wall, processor = [], []
    for _ in range(8 if accounts >= 1_000 else 40):
        before, busy = time.perf_counter(), busy_of(connection)
        cursor = await connection.execute(
            cast(Any, statement.text), statement.parameters, prepare=True, binary=True
        )
        await cursor.fetchall()
        wall.append((time.perf_counter() - before) * 1000)
        processor.append(busy_of(connection) - busy)
    return wall, processor


def busy_of(connection: Connection) -> float:
    """Milliseconds that the connection's server process has been on a processor (Linux; elsewhere 0)."""
    told = Path(f"/proc/{connection.info.backend_pid}/schedstat")
    return int(told.read_text().split()[0]) / 1e6 if told.exists() else 0.0


async def whole_run(connection: Connection, query: Query) -> float:
    """The least milliseconds of `analytics.run`, with everything around the statement."""
    taken = []
    for _ in range(5):
        before = time.perf_counter()
        await run(connection, query)
        taken.append((time.perf_counter() - before) * 1000)
    return min(taken)


def time_peer(peer: duckdb.DuckDBPyConnection, accounts: int, by: Dimension) -> str:
    text = PEER.format(
        bin=PEER_BINS[by], accounts=accounts, start=int(YEAR.start.timestamp()), end=int(YEAR.end.timestamp())
    )
    return f"{least(lambda: peer.execute(text).fetchall()):.2f}"


def least(call: Callable[[], object]) -> float:
    taken = []
    for _ in range(6):
        before = time.perf_counter()
        call()
        taken.append((time.perf_counter() - before) * 1000)
    return min(taken)


if __name__ == "__main__":
    main()
