"""Comments that are deleted or edited: after two visits what stands here is what the world has."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.ingest.stage import START, Stage, settle, small_world, stage, watch_all

from cicero.db import Pool
from cicero.emulator.world import World, WorldPost, comments_at, list_at

DAY = timedelta(days=1)
STORED = "select comment_id, parent_id, body from comment where post_id = {} and deleted_at is null"


def purged_post(world: World) -> WorldPost:
    """An own post of which a purge takes comments after the world begins to be watched."""
    found = [
        post
        for account in world.accounts
        if account.own and not account.private
        for post in list_at(account, START)
        if post.published_at > START - 20 * DAY
        and post.curve.purged_comments
        and gone_by(post, START + 6 * DAY) > 1
    ]
    assert found
    return max(found, key=lambda post: gone_by(post, START + 6 * DAY))


def gone_by(post: WorldPost, at: datetime) -> int:
    """How many comments of START are no more at that time."""
    return len(ids(post, START) - ids(post, at))


def ids(post: WorldPost, at: datetime) -> set[int]:
    return {int(one.comment_id) for one in comments_at(post, at)}


async def visit(on: Stage, at: datetime) -> None:
    """Look at lists and comments of every account, as the plan would sooner or later."""
    on.clock.set(at)
    async with on.caller.pool.connection() as connection:
        await connection.execute(
            "update collection set list_due_at = %(at)s, comments_due_at = %(at)s", {"at": at}
        )
    await settle(on)


async def stands_as_in_the_world(on: Stage, post: WorldPost) -> None:
    world = {
        (int(one.comment_id), one.parent_id and int(one.parent_id), one.text)
        for one in comments_at(post, on.clock.now())
    }
    assert set(await on.rows(STORED.format(post.post_id))) == world


@pytest.mark.parametrize("seed", [6, 10])
@pytest.mark.parametrize("faults", [{}, {"overlap": 1.0, "total-over-rows": 1.0}, {"repeated-page": 0.2}])
async def test_what_is_gone_is_known_after_two_visits(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, faults: dict[str, float]
) -> None:
    monkeypatch.setattr("cicero.ingest.comments.THREADS", 10_000)
    world = small_world(seed=seed)
    post = purged_post(world)
    async with stage(pool, tmp_path, world) as on:
        await watch_all(on, {post.handle})
        await settle(on)
        await stands_as_in_the_world(on, post)
        await on.fail(faults)
        await visit(on, START + 6 * DAY)
        await visit(on, START + 6 * DAY + timedelta(hours=2))
        gone = {
            row[0]
            for row in await on.rows(
                f"select comment_id from comment where post_id = {post.post_id} and deleted_at is not null"
            )
        }
        assert gone == ids(post, START) - ids(post, on.clock.now())
        await stands_as_in_the_world(on, post)
