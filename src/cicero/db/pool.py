"""Connections to the database, shared by everything that runs in one process."""

from __future__ import annotations

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool

Connection = AsyncConnection[TupleRow]
Pool = AsyncConnectionPool[Connection]

WAIT_FOR_CONNECTION = 10.0
"""Seconds a request waits for a free connection before it is told that the database is busy."""

SESSION = "-c timezone=UTC -c jit=off -c max_parallel_workers_per_gather=0"


def open_pool(conninfo: str, size: int) -> Pool:
    """A pool that is not open yet: use it as `async with`. Instants come back in UTC."""
    return AsyncConnectionPool(
        conninfo,
        min_size=min(2, size),
        max_size=size,
        timeout=WAIT_FOR_CONNECTION,
        kwargs={"options": SESSION},
        check=AsyncConnectionPool.check_connection,
        open=False,
    )
