"""Connections to the database, shared by everything that runs in one process."""

from __future__ import annotations

import select
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from psycopg import AsyncConnection
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool

Connection = AsyncConnection[TupleRow]
Pool = AsyncConnectionPool[Connection]

WAIT_FOR_CONNECTION = 10.0
"""Seconds a request waits for a free connection before it is told that the database is busy."""

SESSION = "-c timezone=UTC -c jit=off -c max_parallel_workers_per_gather=0"


def open_pool(conninfo: str, size: int) -> Pool:
    """A pool that is not open yet: use it as `async with`. Instants come back in UTC.

    After the server was away, requests wait until it is back; the pool finds its way by itself.
    """
    given = conninfo_to_dict(conninfo).get("options")
    return AsyncConnectionPool(
        conninfo,
        min_size=min(2, size),
        max_size=size,
        timeout=WAIT_FOR_CONNECTION,
        kwargs={"options": f"{given} {SESSION}" if given else SESSION},
        check=_check_alive,
        open=False,
    )


@asynccontextmanager
async def single(pool: Pool) -> AsyncIterator[Connection]:
    """A connection for statements that stand alone: each is a transaction, in one round trip instead of three."""
    async with pool.connection() as connection:
        await connection.set_autocommit(True)
        try:
            yield connection
        finally:
            # A connection that broke off in between is not used again: the pool replaces it.
            if connection.info.transaction_status is TransactionStatus.IDLE:
                await connection.set_autocommit(False)


async def _check_alive(connection: Connection) -> None:
    """Raise where the server has gone away behind an idle connection.

    A server that goes says so or closes the socket: then there is something to read, and only then do we ask
    it. psycopg's own check asks every time: a tenth of a millisecond, and a third of the throughput.
    """
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        await AsyncConnectionPool.check_connection(connection)
