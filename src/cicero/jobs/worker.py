"""The worker: hands out what is due and runs the jobs, until it is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import structlog
from procrastinate import App
from procrastinate.exceptions import ConnectorException

from cicero import ingest, mail
from cicero.config import Settings
from cicero.db import open_pool
from cicero.ingest import Caller
from cicero.jobs.queue import hand_over_mails, handed_over, open_queue, revive
from cicero.jobs.tasks import tasks
from cicero.periods import now
from cicero.sources.source import Clock

LOOK_EVERY = 30.0
"""Seconds between two looks for what is due; who asks for a refresh is heard at once."""

HEARTBEAT, SILENT = 10.0, 30.0
"""Seconds between two signs of life of a worker, and without one until its jobs are given to others."""

FETCH_EVERY = 1.0
"""Seconds after which a job is noticed that waited for another of the same account: nothing tells of that."""

UNDERWAY = ("todo", "doing")
"""What is due stays so until its job is done, and needs no second one meanwhile."""

AFTER_FAILURE = 5.0
FAREWELL = 20.0
"""Seconds that running jobs have to finish; what they then leave undone is begun again later."""

LAST_WORDS = 5.0
"""Seconds beyond these to write down how jobs ended; with the database away that cannot be done."""

log = structlog.get_logger("cicero.jobs")


async def work(conninfo: str, settings: Settings, *, clock: Clock = now) -> None:
    """Run jobs until cancelled, also after the database was away. Several workers share the work."""
    while True:
        try:
            await _work(conninfo, settings, clock)
            log.warning("the worker has stopped; it begins again")
        except (psycopg.Error, ConnectorException) as error:
            log.warning("the queue cannot be reached; the worker begins again", said=_said(error))
        if _is_told_to_end():
            raise asyncio.CancelledError
        await asyncio.sleep(AFTER_FAILURE)


async def end(worker: asyncio.Task[None]) -> None:
    """Tell a task of `work` to end, and wait until it has; raises what it ended with before."""
    worker.cancel()
    await asyncio.wait({worker}, timeout=FAREWELL + LAST_WORDS)
    if worker.done() and not worker.cancelled():
        worker.result()


async def _work(conninfo: str, settings: Settings, clock: Clock) -> None:
    """Run jobs for as long as the queue can be reached."""
    async with working(conninfo, settings, clock=clock) as (queue, caller):
        looking = asyncio.create_task(_look_for_ever(queue, conninfo, caller))
        try:
            await queue.run_worker_async(
                concurrency=settings.jobs,
                install_signal_handlers=False,
                shutdown_graceful_timeout=FAREWELL,
                delete_jobs="successful",
                fetch_job_polling_interval=FETCH_EVERY,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=SILENT,
                additional_context={"caller": caller},
            )
        finally:
            await _stop(looking)


async def _stop(task: asyncio.Task[None]) -> None:
    """Cancel it until it has ended: `wait_for`, which psycopg uses, may lose one in Python 3.11."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=1.0)


def _is_told_to_end() -> bool:
    """An error on the way out would else hide that the end was asked for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _said(error: Exception) -> str:
    return str(error.__cause__ or error)


@asynccontextmanager
async def working(
    conninfo: str, settings: Settings, *, clock: Clock = now, patience: float = 1.0
) -> AsyncIterator[tuple[App, Caller]]:
    """The queue and what its jobs need."""
    queue = open_queue(conninfo)
    queue.add_tasks_from(tasks, namespace="")
    async with (
        open_pool(conninfo, max(settings.pool_size, settings.jobs)) as pool,
        ingest.open_caller(pool, settings, clock=clock, patience=patience) as caller,
        queue.open_async(),
    ):
        yield queue, caller


async def _look_for_ever(queue: App, conninfo: str, caller: Caller) -> None:
    """Hand out what is due whenever somebody asks for it, and every half minute."""
    while True:
        try:
            await _look_while_connected(queue, conninfo, caller)
        except (psycopg.Error, ConnectorException) as error:
            log.warning("cannot look for what is due", said=_said(error))
        except Exception:
            log.exception("cannot look for what is due")
        await asyncio.sleep(AFTER_FAILURE)


async def _look_while_connected(queue: App, conninfo: str, caller: Caller) -> None:
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
        await connection.execute(f"listen {ingest.DUE}; listen {mail.DUE}")
        while True:
            await look(queue, caller)
            async for _ in connection.notifies(timeout=LOOK_EVERY, stop_after=1):
                pass


async def look(queue: App, caller: Caller) -> int:
    """Put into the queue what is due now, and what a killed worker left; how many jobs."""
    at = caller.clock()
    async with caller.pool.connection() as connection:
        accounts = await ingest.due_accounts(connection, at)
        backfills = await ingest.due_backfills(connection, at)
        mails = await mail.due(connection)
    put = await revive(queue, SILENT)
    put += await handed_over(queue, "collect", accounts, UNDERWAY)
    put += await hand_over_mails(queue) if mails else 0
    return put + await handed_over(queue, "backfill", backfills, UNDERWAY)
