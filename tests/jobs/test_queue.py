"""The queue: its schema, what is handed out, what a killed worker left, who is woken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import procrastinate
import psycopg
import pytest
from procrastinate import App
from tests.ingest.stage import START, Stage, small_world, stage, watch_all

from cicero import ingest, jobs
from cicero.config import Settings
from cicero.db import Pool, open_pool
from cicero.ingest import collecting
from cicero.jobs import queue as queues
from cicero.jobs import worker
from cicero.jobs.queue import handed_over, open_queue, revive
from cicero.jobs.tasks import tasks

MIGRATION = Path(queues.__file__).parents[1] / "db" / "migrations" / "0003_queue.sql"
SHIPPED = Path(procrastinate.__file__).parent / "sql" / "schema.sql"

LONG = 30.0
"""Seconds after which waiting for another process or task is given up."""


@pytest.fixture
async def queue(database: str) -> AsyncIterator[App]:
    app = open_queue(database)
    app.add_tasks_from(tasks, namespace="")
    async with app.open_async():
        yield app


async def states(queue: App) -> list[tuple[str, str]]:
    """(queueing lock, status) of all jobs."""
    return sorted((str(job.queueing_lock), job.status) for job in await queue.job_manager.list_jobs_async())


def test_the_schema_is_the_one_that_the_installed_queue_ships() -> None:
    """After an upgrade of procrastinate another migration has to follow."""
    _, _, kept = MIGRATION.read_text(encoding="utf-8").partition("-- Procrastinate Schema")
    _, _, shipped = SHIPPED.read_text(encoding="utf-8").partition("-- Procrastinate Schema")
    assert len(shipped) > 10_000
    assert kept == shipped


async def test_what_is_due_is_handed_out_once(pool: Pool, tmp_path: Path, queue: App) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        ids = await watch_all(on)
        assert await jobs.look(queue, on.caller) == len(ids)
        assert await states(queue) == [(f"collect {account_id}", "todo") for account_id in sorted(ids)]
        assert await jobs.look(queue, on.caller) == 0


async def test_what_is_being_done_is_not_handed_out_again(pool: Pool, tmp_path: Path, queue: App) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        ids = await watch_all(on)
        await jobs.look(queue, on.caller)
        me = await queue.job_manager.register_worker()
        assert await queue.job_manager.fetch_job(queues=None, worker_id=me)
        assert await jobs.look(queue, on.caller) == 0
        assert len(await states(queue)) == len(ids)


async def test_jobs_of_one_account_never_run_side_by_side(queue: App) -> None:
    me = await queue.job_manager.register_worker()
    for name in ("collect", "backfill", "keep_pictures"):
        await handed_over(queue, name, [1, 2])
    running = [await queue.job_manager.fetch_job(queues=None, worker_id=me) for _ in range(3)]
    assert [job and job.queueing_lock for job in running] == ["collect 1", "collect 2", None]
    assert running[0]
    await queue.job_manager.finish_job(running[0], procrastinate.jobs.Status.SUCCEEDED, delete_job=True)
    following = await queue.job_manager.fetch_job(queues=None, worker_id=me)
    assert following
    assert following.queueing_lock == "backfill 1"


async def start_job(queue: App, account_id: int = 1) -> int:
    """A job that a worker has begun; the worker's number."""
    me = await queue.job_manager.register_worker()
    await handed_over(queue, "collect", [account_id])
    assert await queue.job_manager.fetch_job(queues=None, worker_id=me)
    return me


async def test_the_jobs_of_a_silent_worker_wait_again_and_those_of_others_go_on(
    queue: App, database: str
) -> None:
    lost, alive = await start_job(queue, 1), await start_job(queue, 2)
    with psycopg.connect(database, autocommit=True) as connection:
        put_back = "update procrastinate_workers set last_heartbeat = now() + %s where id = %s"
        connection.execute(put_back, [timedelta(hours=1), alive])
        connection.execute(put_back, [timedelta(hours=-1), lost])
    # Not half a minute, for which this test's server may not have been up yet.
    assert await revive(queue, 0.01) == 1
    assert await states(queue) == [("collect 1", "todo"), ("collect 2", "doing")]


async def test_a_server_that_was_away_itself_gives_workers_time_to_be_heard_again(
    queue: App, database: str
) -> None:
    await start_job(queue)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("update procrastinate_workers set last_heartbeat = now() - interval '1 day'")
    assert await revive(queue, 6 * 3600.0) == 0


async def test_a_lost_job_is_let_go_where_the_same_waits_already(queue: App) -> None:
    """Else it would keep the account locked for ever."""
    lost = await start_job(queue)
    await handed_over(queue, "collect", [1])
    assert await states(queue) == [("collect 1", "doing"), ("collect 1", "todo")]
    await queue.job_manager.unregister_worker(lost)
    await revive(queue, LONG)
    assert await states(queue) == [("collect 1", "todo")]
    me = await queue.job_manager.register_worker()
    assert await queue.job_manager.fetch_job(queues=None, worker_id=me)


@pytest.mark.parametrize("part", ["read_list", "read_comments", "read_past"])
async def test_what_nobody_foresaw_postpones_the_account(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """Every try is paid for: without a pause it would be made again every half minute."""

    async def broken(*_: Any) -> None:
        raise ZeroDivisionError

    async with stage(pool, tmp_path, small_world()) as on:
        ids = await watch_all(on)
        if part == "read_past":
            for account_id in ids:
                await ingest.collect(on.caller, account_id)
            # By its name the package gives the function.
            monkeypatch.setattr(import_module("cicero.ingest.backfill"), "_read_page", broken)
        else:
            monkeypatch.setattr(collecting, part, broken)
        failed = {account_id for account_id in await _due(on, part) if await _fails(on, part, account_id)}
        assert failed
        assert not await _due(on, part) & failed


async def _due(on: Stage, part: str) -> set[int]:
    ask = ingest.due_backfills if part == "read_past" else ingest.due_accounts
    async with on.caller.pool.connection() as connection:
        return set(await ask(connection, on.clock.now()))


async def _fails(on: Stage, part: str, account_id: int) -> bool:
    try:
        await (ingest.backfill if part == "read_past" else ingest.collect)(on.caller, account_id)
    except ZeroDivisionError:
        return True
    return False


async def test_a_refresh_wakes_the_worker_at_once(
    pool: Pool, tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next look of its own would be an hour away."""
    monkeypatch.setattr(worker, "LOOK_EVERY", 3600.0)
    looked = asyncio.Event()
    look = worker.look

    async def telling(queue: App, caller: ingest.Caller) -> int:
        put = await look(queue, caller)
        looked.set()
        return put

    monkeypatch.setattr(worker, "look", telling)
    running = asyncio.create_task(jobs.work(database, Settings(data_dir=tmp_path)))
    try:
        for _ in range(3):
            await asyncio.wait_for(looked.wait(), LONG)
            looked.clear()
            async with pool.connection() as connection:
                await ingest.refresh(connection, [], START)
        await asyncio.wait_for(looked.wait(), LONG)
    finally:
        await asyncio.wait_for(jobs.end(running), LONG)


async def test_a_worker_ends_when_told_even_while_it_waits_for_the_database(tmp_path: Path) -> None:
    nowhere = f"host={tmp_path} dbname=none user=none"
    running = asyncio.create_task(jobs.work(nowhere, Settings(data_dir=tmp_path)))
    await asyncio.sleep(0)
    await asyncio.wait_for(jobs.end(running), LONG)
    assert running.cancelled()


async def test_a_lost_cancellation_is_said_again() -> None:
    deaf, begun = [True], asyncio.Event()

    async def looking() -> None:
        while True:
            try:
                begun.set()
                await asyncio.sleep(LONG)
            except asyncio.CancelledError:
                if not deaf.pop():
                    raise
                deaf.append(False)

    task = asyncio.create_task(looking())
    await begun.wait()
    await asyncio.wait_for(worker._stop(task), LONG)
    assert task.cancelled()


async def test_the_end_of_a_job_is_told_to_a_database_that_was_away(queue: App, database: str) -> None:
    me = await start_job(queue)
    async with open_pool(database, 1) as pool, pool.connection() as connection:
        await connection.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )
    await queue.job_manager.update_heartbeat(me)
    (job,) = await queue.job_manager.list_jobs_async()
    await queue.job_manager.finish_job(job, procrastinate.jobs.Status.SUCCEEDED, delete_job=True)
    assert await states(queue) == []
