"""GET /api/jobs: what waits, runs, or failed. For administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request, get
from msgspec import Struct

from cicero.api.given import Connection
from cicero.api.parameters import one_of, taking, text, whole
from cicero.api.problem import refusals
from cicero.api.shown import shown
from cicero.ingest.queue import JOB_STATES, JobState, count_jobs, jobs
from cicero.records import Platform

LIMIT, MOST = 100, 1_000


class JobView(Struct, frozen=True, kw_only=True):
    """`account_id` null: it is about no single account. `since`: in its state since then.

    `attempts`: how often it was begun before. What went wrong with a failed one stands in the log.
    """

    job_id: str
    task: str
    state: JobState
    account_id: str | None
    platform: Platform | None
    handle: str | None
    queued_at: datetime | None
    since: datetime | None
    scheduled_at: datetime | None
    attempts: int


class JobCountView(Struct, frozen=True, kw_only=True):
    task: str
    state: JobState
    jobs: int


class Jobs(Struct, frozen=True, kw_only=True):
    """`counts`: of all there are. `next`: the `cursor` of the page after this one, null on the last."""

    counts: list[JobCountView]
    jobs: list[JobView]
    next: str | None


@get(
    "/jobs",
    needs="jobs.see",
    tags=["System"],
    summary="What waits, runs, or failed",
    responses=refusals(400, 401, 403),
    operation_class=taking(
        text("state", "Only those in this state.", enum=list(JOB_STATES)),
        text("limit", f"Jobs per page: 1 to {MOST:,}, else {LIMIT}.", example="500"),
        text("cursor", "`next` of the page before."),
    ),
)
async def list_jobs(request: Request[Any, Any, Any], connection: Connection) -> Jobs:
    """The newest first. Done ones are not kept, failed ones for a week."""
    asked = request.query_params
    limit = whole(asked.get("limit"), "limit", default=LIMIT, most=MOST)
    state = one_of(asked["state"], "state", JOB_STATES, "waiting") if asked.get("state") else None
    after = whole(asked.get("cursor"), "cursor", default=0, most=2**63 - 1) or None
    found = await jobs(connection, state, after=after, limit=limit + 1)
    counts = await count_jobs(connection)
    more = str(found[limit - 1].job_id) if len(found) > limit else None
    return shown({"counts": counts, "jobs": found[:limit]}, Jobs, next=more)
