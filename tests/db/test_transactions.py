"""Statements that stand alone, and transactions in a pipeline: all of one or nothing, whatever breaks off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import psycopg
import pytest

from cicero.db import Connection, Pool, open_pool, pipelined, single


@pytest.fixture
async def one(database: str) -> AsyncIterator[Pool]:
    """A pool of a single connection: what one use leaves behind the next one meets."""
    async with open_pool(database, 1) as pool, single(pool) as connection:
        await connection.execute("create table kept (n int primary key)")
    async with open_pool(database, 1) as pool:
        yield pool


async def kept(pool: Pool) -> list[int]:
    """Asked from an ordinary connection of the same pool, which must still begin a transaction by itself."""
    async with pool.connection() as connection:
        rows = await (await connection.execute("select n from kept order by 1")).fetchall()
        assert connection.info.transaction_status is psycopg.pq.TransactionStatus.INTRANS
    return [row[0] for row in rows]


async def test_each_single_statement_is_kept_and_the_next_may_fail(one: Pool) -> None:
    async with single(one) as connection:
        await connection.execute("insert into kept values (1)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            await connection.execute("insert into kept values (1)")
    assert await kept(one) == [1]


async def test_a_pipeline_is_kept_as_a_whole_and_answers_are_read_in_between(one: Pool) -> None:
    async with pipelined(one) as connection:
        await connection.execute("insert into kept values (1)")
        counted = await connection.execute("select count(*) from kept")
        await connection.execute("insert into kept values (2)")
        assert await counted.fetchone() == (1,)
        await connection.execute("insert into kept values (3)")
    assert await kept(one) == [1, 2, 3]


async def fail_here(_: Connection) -> None:
    raise LookupError


async def fail_there(connection: Connection) -> None:
    await connection.execute("insert into kept values (1)")


async def fail_at_the_end(connection: Connection) -> None:
    await connection.execute("alter table kept add unique (n) deferrable initially deferred")
    await connection.execute("alter table kept drop constraint kept_pkey")
    await connection.execute("insert into kept values (1)")


async def hang(connection: Connection) -> None:
    async with asyncio.timeout(0.2):
        await (await connection.execute("select pg_sleep(60)")).fetchone()


async def wait_outside(_: Connection) -> None:
    async with asyncio.timeout(0.01):
        await asyncio.sleep(60)


async def be_cut_off(connection: Connection) -> None:
    await (await connection.execute("select pg_terminate_backend(pg_backend_pid())")).fetchone()


@pytest.mark.parametrize(
    ("breaking", "error"),
    [
        (fail_here, LookupError),
        (fail_there, psycopg.errors.UniqueViolation),
        (fail_at_the_end, psycopg.errors.UniqueViolation),
        (hang, TimeoutError),
        (wait_outside, TimeoutError),
        (be_cut_off, psycopg.OperationalError),
    ],
)
async def test_of_a_pipeline_that_breaks_off_nothing_is_kept(
    one: Pool, breaking: Callable[[Connection], Awaitable[None]], error: type[Exception]
) -> None:
    async def broken() -> None:
        async with pipelined(one) as connection:
            await connection.execute("insert into kept values (1)")
            await breaking(connection)
            await connection.execute("insert into kept values (2)")

    with pytest.raises(error):
        await broken()
    assert await kept(one) == []
    async with pipelined(one) as connection:
        await connection.execute("insert into kept values (7)")
    assert await kept(one) == [7]
