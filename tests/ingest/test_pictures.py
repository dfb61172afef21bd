"""Keeping the pictures of an account: one by one, a few at once, again when their links changed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from tests.ingest.foreign import CDN, LOCAL, Handler, client, elsewhere, picture, reply

from cicero import accounts, posts
from cicero.db import Connection, Pool
from cicero.emulator.pictures import address, serve
from cicero.ingest.pictures import Kept, keep_pictures
from cicero.records import AccountRef, Counts, Post, Profile

KOPI = AccountRef(platform="tiktok", handle="kopi.contoh")
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


async def account_with(
    connection: Connection, links: list[str], avatar: str | None = None, at: datetime = AT
) -> int:
    account_id = (await accounts.resolve(connection, [KOPI]))[KOPI]
    profile = Profile(account=KOPI, observed_at=at, followers=1, avatar_url=avatar)
    await accounts.store_profiles(connection, [(account_id, profile)])
    given = [
        Post(
            account=KOPI,
            post_id=number,
            published_at=AT - timedelta(days=number),
            observed_at=at,
            counts=Counts(),
            thumbnail_url=link,
        )
        for number, link in enumerate(links, start=1)
    ]
    await posts.store(connection, [(account_id, each) for each in given])
    return account_id


async def keep(pool: Pool, account_id: int, answer: Handler, limit: int = 50, at: datetime = AT) -> Kept:
    async with client(answer) as http:
        return await keep_pictures(
            pool, http, account_id, lambda: at, limit, allowed_http=LOCAL, resolve=elsewhere
        )


async def test_one_bad_link_does_not_touch_the_others(pool: Pool, connection: Connection) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        status = {"/gone": 403, "/down": 500}.get(request.url.path, 200)
        body = b"<html>" if request.url.path == "/page" else picture()
        return reply(body, status, **{"content-type": "image/jpeg"})

    paths = ("gone", "down", "page", "a", "b?oe=60000000")
    links = ["https://10.0.0.1/a", *(f"{CDN}/{path}" for path in paths), "http://127.0.0.1:8765/c"]
    kopi = await account_with(connection, links, avatar=f"{CDN}/me")
    assert await keep(pool, kopi, answer) == Kept(kept=3, missing=2, failed=3)
    cursor = await connection.execute(
        "select post_id, state, failures, bytes = octet_length(body), fetched_at"
        " from picture order by post_id"
    )
    assert await cursor.fetchall() == [
        (0, "kept", 0, True, AT),
        (1, "failed", 1, None, None),
        (2, "missing", 1, None, None),
        (3, "failed", 1, None, None),
        (4, "failed", 1, None, None),
        (5, "kept", 0, True, AT),
        (6, "missing", 0, None, None),
        (7, "kept", 0, True, AT),
    ]
    kept = await posts.read_picture(connection, kopi, 5)
    assert kept is not None
    assert (kept.width, kept.height) == (320, 240)
    assert await keep(pool, kopi, lambda _: pytest.fail("asked again")) == Kept()


async def test_the_limit_counts_calls_and_no_more_than_four_run_at_once(
    pool: Pool, connection: Connection
) -> None:
    over = [f"{CDN}/{n}?x-expires=1700000000" for n in range(20)]
    kopi = await account_with(connection, [*over, *(f"{CDN}/{n}" for n in range(12))])
    running = most = 0

    async def answer(_: httpx2.Request) -> httpx2.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        return reply(picture())

    assert await keep(pool, kopi, answer, limit=9) == Kept(kept=9, missing=20)
    assert most == 4
    assert await keep(pool, kopi, answer, limit=9) == Kept(kept=3)


@pytest.mark.parametrize("network", ["instagram", "tiktok"])
async def test_links_that_run_out_are_replaced_by_those_of_a_later_fetch(
    pool: Pool, connection: Connection, network: str
) -> None:
    asked: list[int] = []

    def link(at: datetime) -> str:
        return address("http://127.0.0.1:8765", network, "abc", "video", at.timestamp())

    def answer(request: httpx2.Request, at: datetime) -> httpx2.Response:
        status, body = serve(request.url.path, dict(request.url.params), at.timestamp())
        asked.append(status)
        return reply(body, status)

    kopi = await account_with(connection, [link(AT)])
    late = AT + timedelta(days=9)
    assert await keep(pool, kopi, lambda request: answer(request, late), at=late) == Kept(missing=1)
    assert asked == [], "the link said itself that it was over"
    await account_with(connection, [link(late)], at=late)
    assert await keep(pool, kopi, lambda request: answer(request, late), at=late) == Kept(kept=1)
    assert asked == [200]
