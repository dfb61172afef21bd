"""Likers are asked for where a roster wants to know, seldom, and never at the account's expense."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.ingest.stage import START, Stage, settle, small_world, stage, watch_all

from cicero import clients, ingest
from cicero.clients import Details
from cicero.db import Pool
from cicero.emulator.world import WorldAccount, counts_at, list_at
from cicero.errors import UnavailableError
from cicero.sources.social_api4.client import SocialApi4
from cicero.sources.source import Answer, PostRef

CALLS = "select coalesce(sum(calls), 0) from source_calls where purpose = 'likers'"
LIKERS = "select post_id, liker, handle, first_seen_at, last_seen_at from post_liker order by 1, 2"
WEEK = timedelta(days=7)


def own_instagram(on: Stage) -> WorldAccount:
    return next(a for a in on.world.accounts if a.platform == "instagram" and a.own and not a.private)


async def enrol(on: Stage, instagram: str | None = "sari.w", active: bool = True) -> None:
    details = Details(code="1", name="Sari", instagram=instagram, tiktok="sari.w", active=active)
    async with on.caller.pool.connection() as connection:
        await clients.add_to_roster(connection, on.client_id, details)


async def visit(on: Stage) -> None:
    """Look at every list again, as a visit that the plan wants would."""
    for (account_id,) in await on.rows("select account_id from collection order by 1"):
        async with on.caller.pool.connection() as connection:
            await connection.execute(
                "update collection set list_due_at = %s where account_id = %s", [on.clock.now(), account_id]
            )
        await ingest.collect(on.caller, account_id)


def young(on: Stage) -> set[int]:
    """Posts of a week, of own accounts on Instagram, that somebody can be seen to like."""
    now = on.clock.now()
    return {
        post.post_id
        for account in on.world.accounts
        if account.platform == "instagram" and account.own and not account.private
        for post in list_at(account, now)
        if post.published_at >= now - WEEK and not post.hidden_likes and counts_at(post, now).likes
    }


async def test_young_own_posts_are_asked_about_once(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        await enrol(on)
        await watch_all(on)
        await settle(on)
        expected = young(on)
        rows = await on.rows("select distinct post_id from post_liker")
        assert len(expected) > 3
        assert {post_id for (post_id,) in rows} == expected
        told = await on.rows(
            "select l.post_id, c.counted, p.likes, c.seen, count(*) from post_liker l"
            " join liker_collection c using (account_id, post_id) join post p using (account_id, post_id)"
            " group by 1, 2, 3, 4"
        )
        assert all(
            counted == likes and 0 < seen == n <= min(likes, 100) for _, counted, likes, seen, n in told
        )
        asked = await on.one(CALLS)
        assert asked == await on.one("select count(*) from liker_collection") >= len(expected)
        await visit(on)
        assert await on.one(CALLS) == asked


async def test_they_are_asked_about_again_when_twice_as_old(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        await enrol(on)
        await watch_all(on, {own_instagram(on).handle})
        await settle(on)
        before = {row[:2]: row for row in await on.rows(LIKERS)}
        for hours in range(1, 7 * 24, 3):
            on.clock.set(START + timedelta(hours=hours))
            await visit(on)
        after = {row[:2]: row for row in await on.rows(LIKERS)}
        assert after.keys() > before.keys()
        assert all(after[key][3] == before[key][3] for key in before)
        assert any(after[key][4] > before[key][4] for key in before)
        newcomers = len({post_id for post_id, _ in after} - {post_id for post_id, _ in before})
        assert newcomers > 2
        assert 4 * newcomers < await on.one(CALLS) < 9 * len({post_id for post_id, _ in after})


@pytest.mark.parametrize(
    "without",
    [
        "no roster",
        "nobody has a handle",
        "nobody is active",
        "competitor",
        "another client's roster",
        "setting",
        "shortage",
    ],
)
async def test_nobody_is_asked_for_nothing(pool: Pool, tmp_path: Path, without: str) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        if without != "no roster":
            await enrol(
                on,
                instagram=None if without == "nobody has a handle" else "sari.w",
                active=without != "nobody is active",
            )
        await watch_all(on, {own_instagram(on).handle})
        changes = {
            "competitor": "update client_account set role = 'competitor'",
            "shortage": "update source set shortage = 1.01",
            "another client's roster": "insert into client (slug, name) values ('teh', 'Teh');"
            " update roster_member set client_id = (select client_id from client where slug = 'teh')",
        }
        async with pool.connection() as connection:
            await connection.execute(changes.get(without, "select 1"))  # type: ignore[arg-type]
        await settle(on) if without != "setting" else await _settle_without_likers(on)
        assert await on.one("select count(*) from post") > 0
        assert await on.one(CALLS) == 0


async def _settle_without_likers(on: Stage) -> None:
    off = replace(on.caller, settings=replace(on.caller.settings, likers=False))
    await settle(replace(on, caller=off))


async def test_a_list_that_is_missing_says_nothing(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = SocialApi4.likers

    async def missing(self: SocialApi4, post: PostRef) -> Answer:
        return replace(await whole(self, post), likers=(), absent=True)

    async with stage(pool, tmp_path, small_world()) as on:
        await enrol(on)
        monkeypatch.setattr(SocialApi4, "likers", missing)
        await watch_all(on, {own_instagram(on).handle})
        await settle(on)
        asked = await on.one(CALLS)
        assert asked == await on.one("select count(*) from liker_collection where failures = 1") > 0
        assert await on.one("select count(*) from post_liker") == 0
        await visit(on)
        assert await on.one(CALLS) == asked
        on.clock.set(on.clock.now() + timedelta(hours=1, minutes=1))
        monkeypatch.setattr(SocialApi4, "likers", whole)
        await visit(on)
        assert await on.one("select count(*) from liker_collection where failures > 0") == 0
        assert await on.one("select count(*) from post_liker") > 0


async def test_what_cannot_be_read_is_no_trouble_of_the_account(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def down(*_: object) -> Answer:
        raise UnavailableError("It is down.")

    async with stage(pool, tmp_path, small_world()) as on:
        await enrol(on)
        monkeypatch.setattr(SocialApi4, "likers", down)
        await watch_all(on, {own_instagram(on).handle})
        await settle(on)
        assert await on.rows("select distinct state, failures from collection") == [("ok", 0)]
        assert await on.rows("select state, failures from source where name = 'social-api4'") == [("ok", 0)]
        assert await on.one("select count(*) from comment") > 0
        assert await on.rows("select failures from liker_collection") == [(1,)]
