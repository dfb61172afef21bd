"""The pool finds its way back by itself, and keeps what the address says."""

from __future__ import annotations

import os
import signal

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from cicero.config import Settings
from cicero.db import open_pool, running, server

from .conftest import postmaster


async def test_after_the_server_was_killed_and_started_again_requests_are_answered(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LOOK_EVERY", 3600)
    with running(settings) as conninfo:
        async with open_pool(conninfo, 4) as pool:
            await pool.wait()
            os.kill(postmaster(settings) or 0, signal.SIGKILL)
            with running(settings):
                for _ in range(8):
                    async with pool.connection() as connection:
                        cursor = await connection.execute("select 1")
                        assert await cursor.fetchone() == (1,)


async def test_connections_ended_by_the_server_are_replaced_unnoticed(database: str) -> None:
    async with open_pool(database, 3) as pool:
        await pool.wait()
        with psycopg.connect(database, autocommit=True) as other:
            other.execute(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity "
                "where datname = current_database() and pid <> pg_backend_pid()"
            )
        for _ in range(6):
            async with pool.connection() as connection:
                assert await (await connection.execute("select 1")).fetchone() == (1,)


async def test_a_notice_is_no_reason_to_drop_a_connection(database: str) -> None:
    async with open_pool(database, 1) as pool:
        async with pool.connection() as connection:
            first = connection.info.backend_pid
            await connection.execute("listen x")
        with psycopg.connect(database, autocommit=True) as other:
            other.execute("notify x")
        async with pool.connection() as connection:
            assert connection.info.backend_pid == first


async def test_a_session_speaks_utc_and_keeps_the_options_of_the_address(database: str) -> None:
    address = make_conninfo(database, options="-c work_mem=17MB -c timezone=Asia/Jakarta")
    async with open_pool(address, 1) as pool, pool.connection() as connection:
        shown = [
            await (await connection.execute(f"show {name}")).fetchone()  # type: ignore[call-overload]
            for name in ("timezone", "work_mem", "jit", "max_parallel_workers_per_gather")
        ]
    assert shown == [("UTC",), ("17MB",), ("off",), ("0",)]
