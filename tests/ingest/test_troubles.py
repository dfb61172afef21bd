"""What sources and accounts do wrong is told apart, kept where people look, and ends by itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from tests.ingest.stage import ADDRESS, START, Stage, settle, small_world, stage, watch_all

from cicero import ingest
from cicero.db import Pool
from cicero.secret import Secret
from cicero.sources.registry import SOURCES

SOURCE = "select state, message, retry_at from source where name = 'tiktok-api23'"


PICTURE = (
    "insert into picture (account_id, post_id, state, link) values (%s, 0, 'missing', gen_random_uuid())"
)


async def first_tiktok(on: Stage) -> tuple[int, str]:
    """Watch one TikTok account; its id and handle."""
    account = next(a for a in on.world.accounts if a.platform == "tiktok" and not a.private)
    async with on.caller.pool.connection() as connection:
        account_id = await ingest.watch(
            connection, on.client_id, account.platform, account.handle, "own", on.clock.now()
        )
    return account_id, account.handle


@pytest.mark.parametrize(
    ("fault", "state", "words"),
    [
        ("wrong-key", "key_refused", "key"),
        ("not-subscribed", "not_subscribed", "subscri"),
        ("expired-token", "expired", "run out"),
        ("quota", "quota", "MONTHLY"),
    ],
)
async def test_a_source_that_refuses_is_told_apart_and_left_alone(
    pool: Pool, tmp_path: Path, fault: str, state: str, words: str
) -> None:
    async with stage(pool, tmp_path, small_world(), faults={fault: 1.0}) as on:
        account_id, _ = await first_tiktok(on)
        visited = await ingest.collect(on.caller, account_id)
        assert visited.error is not None
        assert visited.error.reason == state
        ((told, message, retry_at),) = await on.rows(SOURCE)
        assert told == state
        assert words in message
        assert retry_at > on.clock.now()
        calls = await on.one("select sum(calls) from source_calls")
        async with pool.connection() as connection:
            assert await ingest.due_accounts(connection, on.clock.now()) == []
        await ingest.collect(on.caller, account_id)
        assert await on.one("select sum(calls) from source_calls") == calls
        assert await on.one("select state from collection") == "new"
        await on.fail({})
        on.clock.set(retry_at + timedelta(seconds=1))
        await settle(on)
        assert await on.one("select state from source where name = 'tiktok-api23'") == "ok"
        assert await on.one("select count(*) from post") > 0


async def test_a_new_key_is_tried_at_once(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world(), key="nobody-knows-this") as on:
        account_id, _ = await first_tiktok(on)
        await ingest.collect(on.caller, account_id)
        assert (await on.rows(SOURCE))[0][0] == "key_refused"
        async with pool.connection() as connection:
            for name in SOURCES:
                await ingest.configure(connection, on.caller.settings, name, key=Secret("emulator"))
        assert (await ingest.collect(on.caller, account_id)).error is None


async def test_a_private_account_is_known_with_its_followers_and_without_posts(
    pool: Pool, tmp_path: Path
) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        account_id, handle = await first_tiktok(on)
        await on.fail({f"private:{handle}": 1.0})
        await settle(on)
        assert await on.rows("select state, backfill from collection") == [("private", "todo")]
        assert await on.one("select followers from account_snapshot") > 0
        await on.fail({})
        on.clock.set(START + timedelta(days=1, hours=1))
        await settle(on)
        assert await on.one("select state from collection") == "ok"
        assert await on.one("select count(*) from post") > 0
        assert account_id == await on.one("select account_id from collection")


async def test_a_renamed_account_is_found_again_by_its_id(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        account_id, handle = await first_tiktok(on)
        await settle(on)
        await on.fail({f"renamed:{handle}=nama.baru": 1.0})
        on.clock.set(START + timedelta(days=1))
        await settle(on)
        rows = await on.rows("select account_id, handle, renamed_from, renamed_at from account")
        assert rows[0][:3] == (account_id, "nama.baru", handle)
        assert rows[0][3] is not None
        assert await on.one("select state from collection") == "ok"


async def test_an_account_that_is_gone_is_said_to_be_and_asked_for_weekly(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        _, handle = await first_tiktok(on)
        await settle(on)
        kept = await on.one("select count(*) from post")
        await on.fail({f"gone:{handle}": 1.0})
        on.clock.set(START + timedelta(days=1))
        await settle(on)
        state, message, due = (await on.rows("select state, message, profile_due_at from collection"))[0]
        assert state == "gone"
        assert "no such account" in message
        assert due > START + timedelta(days=7)
        assert await on.one("select count(*) from post where deleted_at is null") == kept


async def test_an_outage_makes_the_source_rest_and_loses_no_turn(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world(), faults={"503": 1.0}) as on:
        ids = await watch_all(on)
        for account_id in ids:
            await ingest.collect(on.caller, account_id)
        states = {row[0] for row in await on.rows("select state from source")}
        assert "failing" in states
        await on.fail({})
        await settle(on)
        assert await on.one("select count(*) from collection where state = 'ok'") >= len(ids) - 1


async def test_the_fallback_answers_while_the_first_address_is_down(pool: Pool, tmp_path: Path) -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("nobody there", request=request)

    async with stage(pool, tmp_path, small_world()) as on:
        account_id, _ = await first_tiktok(on)
        async with pool.connection() as connection:
            await ingest.configure(
                connection,
                on.caller.settings,
                "tiktok-api23",
                url="https://down.example",
                fallback_url=ADDRESS,
                fallback_host="tiktok-api23.p.rapidapi.com",
            )
        down = httpx2._utils.URLPattern("https://down.example")
        on.caller.http._mounts[down] = httpx2.MockTransport(refuse)
        assert (await ingest.collect(on.caller, account_id)).error is None
        assert await on.one("select count(*) from post") > 0


async def test_a_budget_of_our_own_stops_calls_before_they_are_made(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        account_id, _ = await first_tiktok(on)
        async with pool.connection() as connection:
            await ingest.configure(connection, on.caller.settings, "tiktok-api23", budget=2)
        await ingest.collect(on.caller, account_id)
        await ingest.collect(on.caller, account_id)
        assert await on.one("select sum(calls) from source_calls") == 2
        state, message, retry_at = (await on.rows(SOURCE))[0]
        assert state == "quota"
        assert "budget" in message
        assert retry_at.day == 1


async def test_a_source_is_tried_with_one_call_that_says_what_is_wrong(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        tried = await ingest.try_source(on.caller, "social-api4")
        assert tried.ok
        await on.fail({"wrong-key": 1.0})
        tried = await ingest.try_source(on.caller, "social-api4")
        assert (tried.ok, tried.reason) == (False, "key_refused")
        assert tried.hint
        await on.fail({})
        assert (await ingest.try_source(on.caller, "social-api4")).ok
        assert await on.one("select state from source where name = 'social-api4'") == "ok"


async def test_old_answers_and_pictures_that_nobody_needs_are_let_go(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world(accounts=2)) as on:
        account_id, _ = await first_tiktok(on)
        await settle(on)
        async with pool.connection() as connection:
            await connection.execute(PICTURE, [account_id])
        kept = await on.one("select count(*) from raw_payload")
        assert kept > 0
        assert await ingest.forget(on.caller) == 0
        assert await on.one("select count(*) from picture") == 1
        async with pool.connection() as connection:
            await ingest.unwatch(connection, on.client_id, account_id)
        on.clock.set(START + timedelta(days=31))
        assert await ingest.forget(on.caller) == kept
        assert await on.one("select count(*) from picture") == 0
        assert await on.one("select count(*) from post") > 0
