"""Connections to the database, shared by everything that runs in one process."""

from __future__ import annotations

import select
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from psycopg import AsyncConnection
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier
from psycopg_pool import AsyncConnectionPool

Connection = AsyncConnection[TupleRow]
Pool = AsyncConnectionPool[Connection]

WAIT_FOR_CONNECTION = 10.0
"""Seconds a request waits for a free connection before it is told that the database is busy."""

SESSION = (
    "-c timezone=UTC -c jit=off -c max_parallel_workers_per_gather=0"
    # A plan made once for any number of accounts and days is off by as much as 35 times for some of them.
    " -c plan_cache_mode=force_custom_plan"
)


def open_pool(conninfo: str, size: int, role: str = "", *, kept: int = 2) -> Pool:
    """A pool that is not open yet: use it as `async with`. Instants come back in UTC.

    `role`: as whom its statements run, else as the one who connects. `kept`: connections open while unused.

    After the server was away, requests wait until it is back; the pool finds its way by itself. It looks no
    longer than anybody waits: its tries become ever rarer, and the next request begins with frequent ones.
    """
    options = [conninfo_to_dict(conninfo).get("options"), SESSION]
    return AsyncConnectionPool(
        conninfo,
        min_size=min(kept, size),
        max_size=size,
        timeout=WAIT_FOR_CONNECTION,
        reconnect_timeout=WAIT_FOR_CONNECTION,
        kwargs={"options": " ".join(str(one) for one in options if one)},
        configure=_become(role) if role else None,
        check=_check_alive,
        open=False,
    )


def _become(role: str) -> Callable[[Connection], Awaitable[None]]:
    """By a statement and not in `options`: connection poolers drop those, and with them the role would go."""
    statement = SQL("set role {}").format(Identifier(role))

    async def become(connection: Connection) -> None:
        await connection.execute(statement)
        await connection.commit()

    return become


@asynccontextmanager
async def single(pool: Pool) -> AsyncIterator[Connection]:
    """A connection for statements that each stand alone: one round trip; begin and commit make it three."""
    async with pool.connection() as connection:
        await connection.set_autocommit(True)
        try:
            yield connection
        finally:
            if connection.info.transaction_status is TransactionStatus.IDLE:
                await connection.set_autocommit(False)
            else:  # It broke off in between: the pool replaces it.
                await connection.close()


@asynccontextmanager
async def pipelined(pool: Pool) -> AsyncIterator[Connection]:
    """One transaction whose statements, begin and commit among them, are sent without waiting for answers.

    Reading an answer waits for all that was sent until then. After an error nothing of it is kept.
    """
    async with single(pool) as connection:
        try:
            async with connection.pipeline():
                await connection.execute("begin")
                yield connection
                await connection.execute("commit")
        except BaseException:
            if not connection.closed:
                await connection.rollback()
            raise


async def _check_alive(connection: Connection) -> None:
    """Raise where the server has gone away behind an idle connection.

    A server that goes says so or closes the socket: then there is something to read, and only then do we ask
    it. psycopg's own check asks every time: a tenth of a millisecond, and a third of the throughput.
    """
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        await AsyncConnectionPool.check_connection(connection)
