"""What waits in the queue, runs, or failed there. Only reads: what is put into it is up to `jobs`."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from cicero.db import Connection, fetch_all, sql
from cicero.records import Platform

JobState = Literal["waiting", "running", "failed"]
JOB_STATES: tuple[JobState, ...] = ("waiting", "running", "failed")


class Job(Struct, frozen=True, kw_only=True):
    """`task`: such as collect; about an account, or (None) about all. `since`: in its state since then.

    `scheduled_at`: not before then. `attempts`: how often it was begun before. A failed job is remembered for
    a week; what went wrong stands in the log, and where a source was the cause, with the account.
    """

    job_id: int
    task: str
    state: JobState
    account_id: int | None
    platform: Platform | None
    handle: str | None
    queued_at: datetime | None
    since: datetime | None
    scheduled_at: datetime | None
    attempts: int


class JobCount(Struct, frozen=True, kw_only=True):
    task: str
    state: JobState
    jobs: int


async def jobs(
    connection: Connection, state: JobState | None = None, *, after: int | None = None, limit: int = 100
) -> list[Job]:
    """The newest first, from the one after that job on; done ones are not kept."""
    asked = {"state": state, "after": after, "limit": limit}
    return await fetch_all(connection, sql(__package__, "jobs"), asked, Job)


async def count_jobs(connection: Connection) -> list[JobCount]:
    """How many there are of each task and state."""
    return await fetch_all(connection, sql(__package__, "count_jobs"), {}, JobCount)
