"""What waits in the queue, runs, or failed: put there by the queue itself, told to administrators alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from procrastinate import App

from cicero import accounts
from cicero.db import Connection
from cicero.jobs.queue import handed_over, open_queue
from cicero.jobs.tasks import tasks

from .conftest import KOPI, SAINGAN, Actors, Http


@pytest.fixture
async def queue(database: str) -> AsyncIterator[App]:
    opened = open_queue(database)
    opened.add_tasks_from(tasks, namespace="")
    async with opened.open_async():
        yield opened


async def ask(http: Http, actors: Actors, **parameters: str) -> Any:
    answer = await http.get("/api/jobs", params=parameters, headers=actors.admin)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_jobs_are_told_with_their_account_and_state(
    http: Http, actors: Actors, connection: Connection, queue: App
) -> None:
    ids = await accounts.resolve(connection, [KOPI, SAINGAN])
    await handed_over(queue, "collect", [ids[KOPI], ids[SAINGAN]])
    await handed_over(queue, "backfill", [ids[KOPI]])
    await queue.configure_task("send_mails", queueing_lock="send_mails").defer_async()
    await connection.execute(
        "update procrastinate_jobs set status = 'failed', attempts = 2 where task_name = 'backfill'"
    )
    await connection.execute("update procrastinate_jobs set status = 'doing' where queueing_lock like 'c%'")
    found = await ask(http, actors)
    assert [(one["task"], one["state"], one["handle"]) for one in found["jobs"]] == [
        ("send_mails", "waiting", None),
        ("backfill", "failed", "kopi.contoh"),
        ("collect", "running", "saingan.contoh"),
        ("collect", "running", "kopi.contoh"),
    ]
    assert found["counts"] == [
        {"task": "backfill", "state": "failed", "jobs": 1},
        {"task": "collect", "state": "running", "jobs": 2},
        {"task": "send_mails", "state": "waiting", "jobs": 1},
    ]
    failed = found["jobs"][1]
    assert (failed["account_id"], failed["platform"], failed["attempts"]) == (str(ids[KOPI]), "tiktok", 2)
    assert failed["queued_at"] is not None
    assert failed["since"] >= failed["queued_at"]


async def test_pages_and_states(http: Http, actors: Actors, queue: App, connection: Connection) -> None:
    await handed_over(queue, "collect", [1, 2, 3])
    await connection.execute(
        "update procrastinate_jobs set status = 'failed' where queueing_lock = 'collect 2'"
    )
    first = await ask(http, actors, limit="2")
    second = await ask(http, actors, limit="2", cursor=first["next"])
    listed = [one["account_id"] for one in (*first["jobs"], *second["jobs"])]
    assert (listed, second["next"]) == (["3", "2", "1"], None)
    assert [one["account_id"] for one in (await ask(http, actors, state="failed"))["jobs"]] == ["2"]
    assert [one["account_id"] for one in (await ask(http, actors, state="waiting"))["jobs"]] == ["3", "1"]


@pytest.mark.parametrize(
    ("who", "parameters", "status"),
    [
        ("admin", {"state": "asleep"}, 400),
        ("admin", {"limit": "1001"}, 400),
        ("admin", {"cursor": "x"}, 400),
        ("manager", {}, 403),
        ("anonymous", {}, 401),
    ],
)
async def test_who_and_what_is_refused(
    http: Http, actors: Actors, who: str, parameters: dict[str, str], status: int
) -> None:
    answer = await http.get("/api/jobs", params=parameters, headers=getattr(actors, who))
    assert answer.status_code == status
