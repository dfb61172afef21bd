"""The worker: hands out what is due and runs the jobs, until it is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import psycopg
import structlog
from procrastinate import App

from cicero import ingest
from cicero.config import Settings
from cicero.db import open_pool
from cicero.ingest import Caller
from cicero.jobs.queue import handed_over, open_queue
from cicero.jobs.tasks import tasks
from cicero.periods import now
from cicero.sources.source import Clock

LOOK_EVERY = 30.0
"""Seconds between two looks for what is due; who asks for a refresh is heard at once."""

AFTER_FAILURE = 5.0
FAREWELL = 20.0
"""Seconds that running jobs have to finish; what they then leave undone is begun again later."""

log = structlog.get_logger("cicero.jobs")


async def work(conninfo: str, settings: Settings, *, clock: Clock = now) -> None:
    """Run jobs until cancelled. Several workers share the work without knowing of each other."""
    async with working(conninfo, settings, clock=clock) as (queue, caller):
        looking = asyncio.create_task(_look_for_ever(queue, conninfo, caller))
        try:
            await queue.run_worker_async(
                concurrency=settings.jobs,
                install_signal_handlers=False,
                shutdown_graceful_timeout=FAREWELL,
                delete_jobs="successful",
                additional_context={"caller": caller},
            )
        finally:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking


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
            async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
                await connection.execute(f"listen {ingest.DUE}")
                while True:
                    await look(queue, caller)
                    await anext(aiter(connection.notifies(timeout=LOOK_EVERY, stop_after=1)), None)
        except psycopg.Error as error:
            log.warning("cannot look for what is due", said=str(error))
            await asyncio.sleep(AFTER_FAILURE)


async def look(queue: App, caller: Caller) -> int:
    """Put into the queue what is due now; how many jobs."""
    at = caller.clock()
    async with caller.pool.connection() as connection:
        accounts = await ingest.due_accounts(connection, at)
        backfills = await ingest.due_backfills(connection, at)
    put = await handed_over(queue, "collect", accounts)
    return put + await handed_over(queue, "backfill", backfills)
