"""The queue in the same PostgreSQL: how jobs get into it, each once at a time, and back after a kill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString

import psycopg
import stamina
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from cicero.db import sql
from cicero.db.pool import SESSION, WAIT_FOR_CONNECTION

PERSISTENT = 60.0
"""Seconds for which the end of a job is told to a database that is away."""

THERE = """
select queueing_lock
from procrastinate_jobs
where status = any(%(states)s::procrastinate_job_status[]) and queueing_lock = any(%(locks)s)
"""


class _Persistent(PsycopgConnector):
    """Says again what the database could not hear because it was away.

    A job whose end is never written down would stand as running, and keep its account locked, for as long as
    its worker lives. Told twice it does no harm: the second time there is no such running job.
    """

    async def execute_query_async(self, query: LiteralString, **arguments: Any) -> None:
        async for attempt in stamina.retry_context(
            on=_is_away, attempts=None, timeout=PERSISTENT, wait_initial=0.1, wait_max=2.0
        ):
            with attempt:
                await super().execute_query_async(query, **arguments)


def open_queue(conninfo: str, connections: int = 4) -> App:
    """The queue, not open yet: use it as `async with open_queue(…).open_async()`."""
    connector = _Persistent(
        conninfo=conninfo,
        min_size=1,
        max_size=connections,
        timeout=WAIT_FOR_CONNECTION,
        reconnect_timeout=WAIT_FOR_CONNECTION,
        kwargs={"options": SESSION},
    )
    return App(connector=connector)


async def handed_over(
    queue: App, name: str, account_ids: Sequence[int], states: Sequence[str] = ("todo",)
) -> int:
    """Put a job for each account into the queue, unless one is there in these states; how many were put.

    Jobs of one account never run side by side, whatever their kind.
    """
    locks = {f"{name} {account_id}": account_id for account_id in account_ids}
    rows = await queue.connector.execute_query_all_async(THERE, states=list(states), locks=list(locks))
    there = {row["queueing_lock"] for row in rows}
    put = 0
    for lock, account_id in locks.items():
        if lock in there:
            continue
        job = queue.configure_task(name, queueing_lock=lock, lock=f"account {account_id}")
        try:
            await job.defer_async(account_id=account_id)
        except AlreadyEnqueued:
            continue
        put += 1
    return put


async def hand_over_mails(queue: App) -> int:
    """Put the one job that sends what waits, unless it is in the queue already; how many were put."""
    try:
        await queue.configure_task("send_mails", queueing_lock="send_mails", lock="mail").defer_async()
    except AlreadyEnqueued:
        return 0
    return 1


async def revive(queue: App, silent: float) -> int:
    """Put back the jobs of workers that were killed; how many.

    A worker counts as killed when nothing was heard of it for `silent` seconds in which it could have been.
    """
    query = sql(__package__, "revive")
    return len(await queue.connector.execute_query_all_async(query, silent=silent))


def _is_away(error: Exception) -> bool:
    """Whether the queue failed because the database was not there, rather than by what was asked of it."""
    return isinstance(error, ConnectorException) and isinstance(error.__cause__, psycopg.OperationalError)
