"""`cicero work`: the worker alone, for machines that only collect."""

from __future__ import annotations

import asyncio
import signal

from cicero import db, jobs
from cicero.app.log import set_up_log
from cicero.config import settings


def work() -> int:
    """Collect what is due, until stopped. `cicero serve` does so too unless CICERO_COLLECT is false."""
    set_up_log(settings())
    with db.database(settings()) as conninfo:
        print("Collecting. Stop with Ctrl+C.", flush=True)
        asyncio.run(until_told(conninfo))
    return 0


async def until_told(conninfo: str) -> None:
    """Work until SIGINT or SIGTERM; running jobs may finish."""
    worker = asyncio.create_task(jobs.work(conninfo, settings()))
    for end in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(end, worker.cancel)
    try:
        await worker
    except asyncio.CancelledError:
        return
