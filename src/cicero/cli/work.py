"""`cicero work`: the worker alone, for machines that only collect."""

from __future__ import annotations

import asyncio
import signal

from cicero import db, jobs
from cicero.app.log import set_up_log
from cicero.cli.serve import finish_in_peace, leave
from cicero.config import settings


def work() -> int:
    """Collect what is due, until stopped. `cicero serve` does so too unless CICERO_COLLECT is false."""
    set_up_log(settings())
    signal.signal(signal.SIGTERM, leave)
    with db.database(settings()) as conninfo:
        print("Collecting. Stop with Ctrl+C.", flush=True)
        asyncio.run(until_told(conninfo))
        finish_in_peace()
    return 0


async def until_told(conninfo: str) -> None:
    """Work until SIGINT or SIGTERM; running jobs may finish."""
    loop = asyncio.get_running_loop()
    worker = asyncio.create_task(jobs.work(conninfo, settings()))
    told = asyncio.Event()
    for end in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(end, told.set)
    waiting = asyncio.create_task(told.wait())
    await asyncio.wait({worker, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    await jobs.end(worker)
