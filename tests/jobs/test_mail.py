"""Mails go out by the worker, soon after what caused them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from cicero import jobs, mail
from cicero.config import Settings
from cicero.db import Connection, Pool
from cicero.jobs import worker
from cicero.jobs.queue import hand_over_mails, open_queue
from cicero.jobs.tasks import tasks

LONG = 60.0
"""Seconds after which waiting for another task is given up."""


async def states(connection: Connection) -> list[str]:
    return [one.state for one in await mail.mails(connection)]


async def test_a_mail_wakes_the_worker(
    database: str, connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "LOOK_EVERY", 10 * LONG)
    working = asyncio.create_task(jobs.work(database, Settings(data_dir=tmp_path)))
    try:
        async with asyncio.timeout(LONG):
            for round_ in range(2):  # the first may still be found by the look at the beginning
                await mail.post(connection, "sari@example.org", "Halo", "teks")
                while await states(connection) != ["kept"] * (round_ + 1):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
    finally:
        await jobs.end(working)


async def test_one_job_sends_all_that_waits(database: str, pool: Pool) -> None:
    queue = open_queue(database)
    queue.add_tasks_from(tasks, namespace="")
    async with queue.open_async(), pool.connection() as connection:
        assert not await mail.due(connection)
        await mail.post(connection, "sari@example.org", "Halo", "teks")
        assert await mail.due(connection)
        assert [await hand_over_mails(queue), await hand_over_mails(queue)] == [1, 0]
