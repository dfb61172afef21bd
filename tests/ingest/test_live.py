"""What somebody asks for now: from the source, else from what stands here, by no more calls than needed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from tests.ingest.stage import START, Stage, settle, small_world, stage, watch_all

from cicero import ingest
from cicero.db import Pool, single
from cicero.emulator.world import WorldAccount, counts_at, followers_at, list_at
from cicero.errors import ForbiddenError, NotFoundError
from cicero.ingest import live
from cicero.ingest.live import Live, Seen, Want
from cicero.records import AccountRef

WORLD = small_world()
CALLS = "select coalesce(sum(calls), 0) from source_calls"
OPEN = [account for account in WORLD.accounts if not account.private]


def one_of(platform: str) -> WorldAccount:
    return next(account for account in OPEN if account.platform == platform)


def ref(account: WorldAccount) -> AccountRef:
    return AccountRef(platform=account.platform, handle=account.handle)


async def look(on: Stage, asked: Live, account: AccountRef, want: Want, depth: int = 12, **more: Any) -> Seen:
    async with single(on.caller.pool) as connection:
        here = await live.find_standing(connection, account)
    return await live.look(asked, account, here, want, depth, **more)


@pytest.mark.parametrize("platform", ["instagram", "tiktok"])
async def test_an_account_that_nobody_watches_is_read_and_stored(
    pool: Pool, tmp_path: Path, platform: str
) -> None:
    account = one_of(platform)
    async with stage(pool, tmp_path, WORLD) as on:
        asked = Live(on.caller)
        seen = await look(on, asked, ref(account), "profile")
        assert (seen.how, seen.at) == ("live", START)
        assert await on.rows("select followers from account_snapshot") == [(followers_at(account, START),)]
        await look(on, asked, ref(account), "posts", 12)
        stored = dict(await on.rows("select post_id, comments from post"))
        there = {post.post_id: counts_at(post, START).comments for post in list_at(account, START)}
        assert len(stored) >= 12
        assert stored == {post_id: there[post_id] for post_id in stored}
        assert await on.one("select count(*) from collection") == 0
        assert await on.rows("select distinct purpose from source_calls") == [("live",)]


async def test_what_was_just_read_is_not_asked_for_again(pool: Pool, tmp_path: Path) -> None:
    account = ref(one_of("tiktok"))
    async with stage(pool, tmp_path, WORLD) as on:
        asked = Live(on.caller)
        for want in ("profile", "posts"):
            await look(on, asked, account, want)
        spent = await on.one(CALLS)
        on.clock.set(START + timedelta(minutes=14))
        profile, posts = [await look(on, asked, account, want) for want in ("profile", "posts")]
        assert (profile.how, posts.how, profile.at, posts.at) == ("stored", "stored", START, START)
        assert await on.one(CALLS) == spent
        on.clock.set(START + timedelta(minutes=16))
        assert (await look(on, asked, account, "profile")).how == "live"
        assert await on.one(CALLS) == spent + 1


async def test_more_posts_than_were_read_before_are_asked_for(pool: Pool, tmp_path: Path) -> None:
    account = one_of("instagram")
    async with stage(pool, tmp_path, WORLD) as on:
        asked = Live(on.caller)
        await look(on, asked, ref(account), "posts", 12)
        assert (await look(on, asked, ref(account), "posts", 30)).how == "live"
        assert await on.one("select count(*) from post") >= min(30, len(list_at(account, START)))
        assert await on.rows("select posts from live_reading") == [(30,)]


async def test_a_later_reading_ends_where_it_joins_on_and_keeps_the_depth(pool: Pool, tmp_path: Path) -> None:
    account = one_of("instagram")
    async with stage(pool, tmp_path, WORLD) as on:
        asked = Live(on.caller)
        await look(on, asked, ref(account), "posts", 40)
        spent = await on.one(CALLS)
        on.clock.set(START + timedelta(hours=1))
        assert (await look(on, asked, ref(account), "posts", 12)).how == "live"
        assert await on.one(CALLS) == spent + 1
        assert (await look(on, asked, ref(account), "posts", 40)).how == "stored"


async def test_those_who_ask_the_same_at_once_share_one_call(pool: Pool, tmp_path: Path) -> None:
    account = ref(one_of("tiktok"))
    admitted = []

    async def admit() -> None:
        admitted.append(1)

    async with stage(pool, tmp_path, WORLD) as on:
        asked = Live(on.caller)
        answers = [live.look(asked, account, None, "profile", admit=admit) for _ in range(12)]
        seen = await asyncio.gather(*answers)
        assert {one.how for one in seen} == {"live"}
        assert await on.one(CALLS) == 1
        assert asked.underway == {}
        assert admitted


async def test_who_may_not_look_it_up_causes_no_call(pool: Pool, tmp_path: Path) -> None:
    async def admit() -> None:
        raise ForbiddenError("no")

    async with stage(pool, tmp_path, WORLD) as on:
        with pytest.raises(ForbiddenError):
            await live.look(Live(on.caller), ref(one_of("tiktok")), None, "profile", admit=admit)
        assert await on.one(CALLS) == 0


TROUBLES = {
    "down": "",
    "not set up": "delete from source",
    "off": "update source set enabled = false",
    "out of budget": "update source set budget = 0",
    "short of calls": "update source set shortage = 1.2",
    "left alone": "update source set state = 'quota', retry_at = now() + interval '900 years'",
}


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_where_the_source_gives_nothing_what_stands_here_is_the_answer(
    pool: Pool, tmp_path: Path, trouble: str
) -> None:
    account, unknown = one_of("instagram"), one_of("tiktok")
    async with stage(pool, tmp_path, WORLD) as on:
        asked = Live(on.caller)
        for want in ("profile", "posts"):
            await look(on, asked, ref(account), want)
        on.clock.set(START + timedelta(days=1))
        if trouble == "down":
            await on.fail({"502": 1.0})
        else:
            async with single(pool) as connection:
                await connection.execute(TROUBLES[trouble])  # type: ignore[call-overload]
        profile = await look(on, asked, ref(account), "profile")
        posts = await look(on, asked, ref(account), "posts")
        assert (profile.how, profile.at, posts.how, posts.at) == ("fallback", START, "fallback", START)
        for want in ("profile", "posts"):
            with pytest.raises(NotFoundError, match="Nothing is known of this account"):
                await look(on, asked, ref(unknown), want)


async def test_a_handle_that_is_nobodys_is_not_found(pool: Pool, tmp_path: Path) -> None:
    nobody = AccountRef(platform="tiktok", handle="tidak.ada.siapa")
    async with stage(pool, tmp_path, WORLD) as on:
        with pytest.raises(NotFoundError, match="There is no such account on TikTok"):
            await look(on, Live(on.caller), nobody, "profile")


class Gate(httpx2.AsyncBaseTransport):
    """Lets calls through once it is opened."""

    def __init__(self, behind: httpx2.AsyncBaseTransport) -> None:
        self.behind, self.open, self.reached = behind, asyncio.Event(), asyncio.Event()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.reached.set()
        await self.open.wait()
        return await self.behind.handle_async_request(request)


async def test_nobody_waits_long_nor_holds_a_connection_and_the_call_is_not_lost(
    pool: Pool, tmp_path: Path
) -> None:
    account = ref(one_of("tiktok"))
    async with stage(pool, tmp_path, WORLD) as on:
        await pool.wait()
        await look(on, Live(on.caller), account, "profile")
        on.clock.set(START + timedelta(days=1))
        gate = Gate(on.caller.http._transport)
        async with httpx2.AsyncClient(transport=gate) as http:
            hasty = msgspec.structs.replace(on.caller.settings, live_seconds=0.3)
            asked = Live(msgspec.structs.replace(on.caller, http=http, settings=hasty))
            waiting = asyncio.create_task(look(on, asked, account, "profile"))
            await gate.reached.wait()
            stats = pool.get_stats()
            assert stats["pool_available"] == stats["pool_size"]
            assert (await waiting).how == "fallback"
            (reading,) = asked.underway.values()
            gate.open.set()
            await reading
        assert await on.one("select max(observed_at) from account_snapshot") == START + timedelta(days=1)


async def test_collecting_goes_on_as_if_nobody_had_asked(
    pool: Pool, tmp_path: Path, spare_pool: Pool
) -> None:
    account = one_of("instagram")
    query = "select post_id, likes, comments, views from post order by 1"
    async with stage(spare_pool, tmp_path / "calm", WORLD, frozen=True) as calm:
        await watch_all(calm, {account.handle})
        await settle(calm)
        expected = await calm.rows(query)
    async with stage(pool, tmp_path / "asked", WORLD, frozen=True) as on:
        asked = Live(on.caller)
        await look(on, asked, ref(account), "posts", 20)
        await watch_all(on, {account.handle})
        await look(on, asked, ref(account), "posts", 20)
        await settle(on)
        assert await on.rows(query) == expected


async def test_a_collected_account_is_joined_by_one_call_and_its_visit_is_noted(
    pool: Pool, tmp_path: Path
) -> None:
    account = one_of("instagram")
    async with stage(pool, tmp_path, WORLD) as on:
        await watch_all(on, {account.handle})
        account_id = await on.one("select account_id from account where platform = 'instagram'")
        await ingest.collect(on.caller, account_id)
        on.clock.set(START + timedelta(hours=5))
        asked, spent = Live(on.caller), await on.one(CALLS)
        await look(on, asked, ref(account), "posts", 50)
        assert await on.one(CALLS) == spent + 1
        await look(on, asked, ref(account), "profile")
        assert await on.one(f"select profile_at from collection where account_id = {account_id}") == START + (
            timedelta(hours=5)
        )
        assert await on.one("select count(*) from accuracy where basis = 'live'") > 0
