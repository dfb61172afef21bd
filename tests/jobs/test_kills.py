"""Worker and database killed at random moments: what is stored in the end is what a calm collector stored."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.jobs.stage import PATIENCE, Stage, ended, pause, stage

POSTS = """
select account_id, post_id, kind, published_at, likes, comments, shares, saves, views, likes_hidden, caption,
    deleted_at
from post order by 1, 2
"""
SNAPSHOTS = """
select account_id, post_id, likes, comments, shares, saves, views from post_snapshot order by 1, 2
"""
SEVERAL = "select distinct post_id from post group by post_id having count(*) > 1"
"""Posts of several accounts: which of these is read first decides how many equal samples there are."""
TAGS = "select account_id, post_id, sign, tag from post join tag on tag_id = any(tags) order by 1, 2, 3, 4"
COMMENTS = (
    "select account_id, post_id, comment_id, parent_id, author_handle, body from comment order by 1, 2, 3"
)
FOLLOWERS = """
select distinct handle, followers from account_snapshot join account using (account_id) order by 1, 2
"""
AT_WORK = """
select (select count(*) from procrastinate_jobs where status in ('todo', 'doing') and queue_name <> 'care')
    + (select count(*) from collection
       where state not in ('private', 'gone')
         and (backfill in ('todo', 'running')
              or least(profile_due_at, list_due_at, comments_due_at) <= %(at)s))
"""

KILLS = ("worker", "database", "worker", "database", "worker", "database", "worker")
LATER = (timedelta(hours=2), timedelta(days=4), timedelta(days=4))
"""After so long each accounts are looked at again, so that what failing answers put off is due."""


Rows = list[tuple[Any, ...]]


class Crew:
    """The worker of an installation, one after another."""

    def __init__(self, on: Stage) -> None:
        self.on = on
        self.worker = on.start("work")

    def kill(self, whom: str) -> None:
        if whom == "database":
            self.on.kill_database()
            return
        self.worker.kill()
        self.worker.wait()
        self.worker = self.on.start("work")


@contextmanager
def at_work(on: Stage) -> Iterator[Crew]:
    crew = Crew(on)
    try:
        yield crew
        crew.worker.send_signal(signal.SIGTERM)
        assert crew.worker.wait(60) == 0
    finally:
        with ended(crew.worker):
            pass


def settle(on: Stage) -> None:
    """Wait until nothing is left to do now."""
    for _ in range(PATIENCE):
        if on.rows(AT_WORK, at=on.now()) == [(0,)]:
            return
        pause()
    left = on.rows("select account_id, state, message, backfill, backfill_message from collection")
    raise AssertionError(f"collecting did not settle: {left}")


def stored(on: Stage) -> list[Rows]:
    """What was collected, without when it was."""
    several = {post_id for (post_id,) in on.rows(SEVERAL)}
    samples = on.rows(SNAPSHOTS)
    once = [row for row in samples if row[1] not in several]
    more = sorted({row for row in samples if row[1] in several}, key=lambda row: row[:2])
    return [on.rows(POSTS), once, more, on.rows(TAGS), on.rows(COMMENTS), on.rows(FOLLOWERS)]


def kill_now_and_then(on: Stage, crew: Crew, calls: int, seed: int) -> None:
    """At random moments, counted in calls, all well before a calm collector had made its `calls`."""
    chances = random.Random(seed)
    for whom, moment in zip(KILLS, sorted(chances.sample(range(1, calls * 3 // 4), len(KILLS))), strict=True):
        for _ in range(PATIENCE):
            if on.calls() >= moment:
                break
            pause()
        crew.kill(whom)


@pytest.fixture(scope="module")
def calm(calm_home: Path) -> tuple[list[Rows], int]:
    """What a collector stores that nobody disturbs, and how many calls it makes until all is there."""
    with stage(calm_home / "calm") as on, at_work(on):
        settle(on)
        calls = on.calls()
        look_again(on)
        return stored(on), calls


def look_again(on: Stage) -> None:
    for later in LATER:
        on.advance(later)
        on.refresh()
        settle(on)


@pytest.mark.parametrize("failing", [0.0, 0.3], ids=["all answers well", "three in ten failing"])
def test_seven_kills_change_nothing_of_what_is_stored(
    home: Path, calm: tuple[list[Rows], int], failing: float
) -> None:
    wanted, calls = calm
    assert all(wanted)
    assert calls > 100
    with stage(home / "rough") as on, at_work(on) as crew:
        on.fail(failing=failing)
        kill_now_and_then(on, crew, calls, seed=11)
        on.fail()
        look_again(on)
        for rows, expected in zip(stored(on), wanted, strict=True):
            assert rows == expected
