"""`cicero work`: the worker alone, for machines that only collect."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import Annotated

from cyclopts import Parameter

from cicero import db, jobs
from cicero.app.log import set_up_log
from cicero.cli.serve import finish_in_peace, leave
from cicero.config import settings


def work(
    *,
    attached: Annotated[bool, Parameter(help="End when standard input is closed.", negative=())] = False,
) -> int:
    """Collect what is due, until stopped. `cicero serve` does so too unless CICERO_COLLECT is false."""
    set_up_log(settings())
    signal.signal(signal.SIGTERM, leave)
    with db.database(settings()) as conninfo:
        print("Collecting. Stop with Ctrl+C.", flush=True)
        asyncio.run(until_told(conninfo, attached))
        finish_in_peace()
    return 0


async def until_told(conninfo: str, attached: bool) -> None:
    """Work until SIGINT or SIGTERM; running jobs may finish.

    `attached`: also until whoever holds the other end of standard input is gone, killed ones included.
    """
    loop = asyncio.get_running_loop()
    worker = asyncio.create_task(jobs.work(conninfo, settings()))
    told = asyncio.Event()
    for end in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(end, told.set)
    if attached:
        loop.add_reader(sys.stdin.fileno(), told.set)
    waiting = asyncio.create_task(told.wait())
    await asyncio.wait({worker, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    await jobs.end(worker)
