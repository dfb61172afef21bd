"""The queue in the same PostgreSQL: how jobs get into it, each at most once at a time."""

from __future__ import annotations

from collections.abc import Sequence

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued

from cicero.db.pool import SESSION

WAITING = """
select queueing_lock from procrastinate_jobs where status = 'todo' and queueing_lock = any(%(locks)s)
"""


def open_queue(conninfo: str, connections: int = 4) -> App:
    """The queue, not open yet: use it as `async with open_queue(…).open_async()`."""
    connector = PsycopgConnector(
        conninfo=conninfo, min_size=1, max_size=connections, kwargs={"options": SESSION}
    )
    return App(connector=connector)


async def handed_over(queue: App, name: str, account_ids: Sequence[int]) -> int:
    """Put a job for each account into the queue, unless one waits there already; how many were put.

    Jobs of one account never run side by side, whatever their kind.
    """
    locks = {f"{name} {account_id}": account_id for account_id in account_ids}
    rows = await queue.connector.execute_query_all_async(WAITING, locks=list(locks))
    waiting = {row["queueing_lock"] for row in rows}
    put = 0
    for lock, account_id in locks.items():
        if lock in waiting:
            continue
        job = queue.configure_task(name, queueing_lock=lock, lock=f"account {account_id}")
        try:
            await job.defer_async(account_id=account_id)
        except AlreadyEnqueued:
            continue
        put += 1
    return put
