"""Collecting from the emulator's world: what arrives is what is there, whatever goes wrong on the way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.ingest.stage import START, Stage, settle, small_world, stage, watch_all

from cicero import ingest, posts
from cicero.db import Pool
from cicero.emulator.world import WorldPost, comments_at, counts_at, followers_at, list_at

POSTS = """
select post_id, account_id, platform, kind, published_at, likes, comments, shares, saves, views, likes_hidden,
       caption
from post order by account_id, post_id
"""
SNAPSHOTS = """
select account_id, post_id, likes, comments, shares, saves, views from post_snapshot
order by account_id, post_id, observed_at
"""
TAGS = "select account_id, post_id, sign, tag from post join tag on tag_id = any(tags) order by 1, 2, 3, 4"
COMMENTS = """
select account_id, post_id, comment_id, parent_id, author_handle, body from comment order by 1, 2, 3
"""
FOLLOWERS = """
select distinct a.handle, s.followers from account_snapshot s join account a using (account_id) order by 1, 2
"""
EVERYTHING = (POSTS, SNAPSHOTS, TAGS, COMMENTS, FOLLOWERS)


def told(post: WorldPost, on: Stage) -> tuple[Any, ...]:
    """(likes, comments, views) as a collector can know them."""
    counts = counts_at(post, on.clock.now())
    hidden = post.hidden_likes in ("flag", "minus")
    likes = None if hidden else 3 if post.hidden_likes == "bare" else counts.likes
    return likes, counts.comments, counts.views


async def test_the_posts_and_counters_of_every_account_arrive(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        await watch_all(on)
        await settle(on)
        stored = {
            (handle, post_id): tuple(counts)
            for handle, post_id, *counts in await on.rows(
                "select a.handle, p.post_id, p.likes, p.comments, p.views "
                "from post p join account a using (account_id)"
            )
        }
        expected = {
            (account.handle, post.post_id): told(post, on)
            for account in on.world.accounts
            if not account.private
            for post in list_at(account, on.clock.now())
        }
        assert len(expected) > 100
        assert stored == expected
        followers = dict(await on.rows(FOLLOWERS))
        assert followers == {a.handle: followers_at(a, on.clock.now()) for a in on.world.accounts}


async def test_the_comments_under_own_posts_arrive_with_their_replies(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        await watch_all(on)
        await settle(on)
        checked = 0
        for account in on.world.accounts:
            for post in list_at(account, on.clock.now())[-40:]:
                rows = await on.rows(
                    f"select comment_id, parent_id from comment where post_id = {post.post_id} order by 1"
                )
                complete = await on.rows(
                    f"select complete from comment_collection where post_id = {post.post_id}"
                )
                if complete != [(True,)]:
                    continue
                there = comments_at(post, on.clock.now())
                expected = {(int(one.comment_id), one.parent_id and int(one.parent_id)) for one in there}
                assert set(rows) == expected
                checked += len(expected)
        assert checked > 50


async def test_nothing_is_lost_doubled_or_zeroed_when_three_in_ten_answers_fail(
    pool: Pool, tmp_path: Path, spare_pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cicero.ingest.comments.THREADS", 10_000)
    world = small_world(days=45)
    async with stage(pool, tmp_path / "calm", world, frozen=True) as calm:
        ids = await watch_all(calm)
        await settle(calm)
        await _look_again(calm, ids)
        wanted = [await calm.rows(query) for query in EVERYTHING]
        asked = await calm.one("select sum(calls) from source_calls")
    async with stage(spare_pool, tmp_path / "rough", world, faults={"failing": 0.3}, frozen=True) as rough:
        ids = await watch_all(rough)
        await settle(rough)
        for days in (0, 4, 8):
            rough.clock.set(START + timedelta(hours=2, days=days))
            await _look_again(rough, ids)
        assert await rough.one("select sum(failed) from source_calls") > asked / 10
        for query, rows in zip(EVERYTHING, wanted, strict=True):
            assert await rough.rows(query) == rows


async def test_a_second_visit_adds_only_what_moved(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        ids = await watch_all(on)
        await settle(on)
        before = await on.rows(SNAPSHOTS)
        await _look_again(on, ids)
        assert await on.rows(SNAPSHOTS) == before
        on.clock.set(START + timedelta(hours=30))
        await _look_again(on, ids)
        after = await on.rows(SNAPSHOTS)
        assert len(after) > len(before)
        newest = await on.one("select max(published_at) from post")
        assert newest > START


async def _look_again(on: Stage, ids: list[int]) -> None:
    async with on.caller.pool.connection() as connection:
        await ingest.refresh(connection, ids, on.clock.now())
    await settle(on)


async def test_a_gap_that_an_outage_left_is_closed_even_when_the_first_try_breaks_off(
    pool: Pool, tmp_path: Path
) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        ids = await watch_all(on)
        await settle(on)
        on.clock.set(START + timedelta(days=25))
        await on.fail({"repeated-page": 1.0})
        async with on.caller.pool.connection() as connection:
            await ingest.refresh(connection, ids, on.clock.now())
        for account_id in ids:
            await ingest.collect(on.caller, account_id)
        await on.fail({})
        await _look_again(on, ids)
        stored = {row[0] for row in await on.rows("select post_id from post where deleted_at is null")}
        there = {
            post.post_id
            for account in on.world.accounts
            if not account.private
            for post in list_at(account, on.clock.now())
        }
        assert there <= stored


async def test_a_list_that_ended_too_soon_is_read_on_as_the_past(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        ids = await watch_all(on)
        await settle(on)
        on.clock.set(START + timedelta(days=25))
        await on.fail({"null-token": 1.0})
        async with pool.connection() as connection:
            await ingest.refresh(connection, ids, on.clock.now())
        for account_id in ids:
            await ingest.collect(on.caller, account_id)
        there = {
            post.post_id
            for account in on.world.accounts
            if not account.private
            for post in list_at(account, on.clock.now())
        }
        stored = "select post_id from post"
        assert there - {row[0] for row in await on.rows(stored)}, "nothing was left out"
        await on.fail({})
        await settle(on)
        assert there <= {row[0] for row in await on.rows(stored)}
        visits = await on.one("select sum(calls) from source_calls where purpose = 'backfill'")
        on.clock.set(on.clock.now() + timedelta(hours=2))
        await _look_again(on, ids)
        assert await on.one("select sum(calls) from source_calls where purpose = 'backfill'") == visits


async def test_a_post_is_marked_deleted_only_when_its_detail_says_so(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world(seed=11)) as on:
        ids = await watch_all(on)
        await settle(on)
        for days in range(2, 40, 2):
            on.clock.set(START + timedelta(days=days))
            await _look_again(on, ids)
        marked = {row[0] for row in await on.rows("select post_id from post where deleted_at is not null")}
        gone = {
            post.post_id
            for account in on.world.accounts
            if not account.private
            for post in account.posts
            if post.deleted_at and post.deleted_at <= on.clock.now()
        }
        assert marked <= gone
        assert marked != set()


async def test_what_stands_here_after_a_fetch_is_what_was_fetched(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        ids = await watch_all(on)
        await settle(on)
        on.clock.set(START + timedelta(hours=9))
        await _look_again(on, ids)
        ledger = {
            basis: (n, equal)
            for basis, n, equal in await on.rows("select basis, sum(n), sum(equal) from accuracy group by 1")
        }
        n, equal = ledger["stored"]
        assert n == equal > 500
        n, equal = ledger["live"]
        assert 0 < equal < n


async def test_the_daily_sample_is_compared_by_itself(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        await watch_all(on)
        await settle(on)
        on.clock.set(START + timedelta(hours=9))
        answered = await ingest.sample(on.caller, hours=24)
        assert answered == 2 * 24
        assert await on.one("select count(*) from accuracy where basis = 'sample'") > 0
        assert await on.one("select sum(calls) from source_calls where purpose = 'sample'") == 48


async def test_one_account_watched_by_two_clients_is_fetched_once(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world(accounts=2)) as on:
        await watch_all(on)
        await settle(on)
        calls = await on.one("select sum(calls) from source_calls")
        async with on.caller.pool.connection() as connection:
            from cicero import clients

            other = await clients.create(connection, slug="teh", name="Teh")
            for account in on.world.accounts:
                await ingest.watch(
                    connection,
                    other.client_id,
                    account.platform,
                    account.handle,
                    "competitor",
                    on.clock.now(),
                )
        await settle(on)
        assert await on.one("select sum(calls) from source_calls") == calls


@pytest.mark.parametrize("limit", [1, 200])
async def test_recent_posts_come_with_their_last_samples(pool: Pool, tmp_path: Path, limit: int) -> None:
    async with stage(pool, tmp_path, small_world(accounts=2)) as on:
        ids = await watch_all(on)
        await settle(on)
        for hours in (3, 6, 9):
            on.clock.set(START + timedelta(hours=hours))
            await _look_again(on, ids)
        async with on.caller.pool.connection() as connection:
            found = await posts.recent(connection, ids[0], limit)
        assert 0 < len(found) <= limit
        assert [p.published_at for p in found] == sorted((p.published_at for p in found), reverse=True)
        assert all(at < post.observed_at for post in found for at in post.at)
        assert max(len(post.at) for post in found) == 2 or limit == 1
