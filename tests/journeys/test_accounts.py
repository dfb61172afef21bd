"""From a handle to the first chart, and looking after accounts and sources.

Nothing is collected here: what the collector would write, the journey writes into the database.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site, violations
from tests.journeys.seed import PASSWORD, post_of
from tests.standings import count_calls, set_collection, set_source, tell_quota

from cicero import accounts, clients, posts
from cicero.db import Connection, open_pool
from cicero.periods import now
from cicero.records import AccountRef

TEH = AccountRef(platform="tiktok", handle="teh.contoh")
PATIENCE = 15_000
"""Milliseconds in which a page that asks again by itself has done so."""


def in_database(site: Site, work: Callable[[Connection], Awaitable[None]]) -> None:
    """In a thread of its own: the browser's driver has taken this one's event loop."""

    async def run() -> None:
        async with open_pool(site.database, 1) as pool, pool.connection() as connection:
            await work(connection)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(run())).result()


@pytest.fixture
def signed_in(page: Page, filled: Site) -> Page:
    page.goto(f"{filled.address}/sign-in")
    page.get_by_label("Username").fill("ratna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    return page


def test_from_a_handle_to_the_first_chart(signed_in: Page, filled: Site) -> None:
    in_database(filled, _set_up)
    signed_in.goto(f"{filled.address}/clients/teh")
    signed_in.get_by_label("Handle or address of the profile").fill("https://www.tiktok.com/@teh.contoh")
    signed_in.get_by_role("button", name="Add account").click()
    expect(signed_in).to_have_url(f"{filled.address}/clients/teh")
    progress = signed_in.locator("#progress")
    expect(progress).to_contain_text("Reading 1 account for the first time")

    in_database(filled, _first_page)
    expect(signed_in.locator(".tile")).to_have_count(6, timeout=PATIENCE)
    expect(signed_in.locator(".chart svg")).to_be_visible()
    expect(progress).to_contain_text("1 page, 12 posts, back to")

    in_database(filled, _past_read)
    expect(progress).to_contain_text("Reading is done.", timeout=PATIENCE)
    progress.get_by_role("link", name="Show the new figures").click()
    expect(signed_in.locator(".tile")).to_have_count(6)
    expect(progress).to_have_count(0)


def test_accounts_are_looked_after_with_the_keyboard(signed_in: Page, filled: Site) -> None:
    in_database(filled, _set_up)
    in_database(filled, _watched)
    signed_in.goto(f"{filled.address}/clients/kopi/accounts")
    row = signed_in.locator("tr", has_text="@kopi.contoh")
    expect(row).to_contain_text("Up to date")
    row.get_by_role("button", name="Refresh @kopi.contoh now").press("Enter")
    expect(row).to_contain_text("due now")
    expect(signed_in.locator("#watched [role=status]")).to_contain_text("Reading 1 account")

    row.get_by_role("button", name="More for @kopi.contoh").press("Enter")
    box = signed_in.locator(".box:popover-open")
    in_database(filled, _past_running)
    signed_in.wait_for_timeout(4_000)  # longer than the page waits before it asks again
    expect(box).to_be_visible()
    box.get_by_role("button", name="Make it a competitor").press("Enter")
    expect(row.locator(".role")).to_have_text("competitor")
    expect(box).to_have_count(0)
    expect(row).to_contain_text("3 pages, 36 posts", timeout=PATIENCE)

    row.get_by_role("button", name="More for @kopi.contoh").press("Enter")
    box.get_by_text("Remove…").click()
    box.get_by_role("button", name="Remove @kopi.contoh").click()
    expect(row).to_have_count(0)
    expect(signed_in).to_have_url(re.compile("/clients/kopi/accounts$"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_how_collecting_does(
    signed_in: Page, filled: Site, theme: Literal["light", "dark"]
) -> None:
    in_database(filled, _set_up)
    in_database(filled, _watched)
    in_database(filled, _in_trouble)
    signed_in.emulate_media(color_scheme=theme)
    paths = ("/clients/kopi/accounts", "/settings/sources", "/clients/teh", "/clients/kopi?role=all")
    found = {}
    for path in paths:
        signed_in.goto(filled.address + path)
        expect(signed_in.locator(".slot")).to_have_count(0)
        found[path] = violations(signed_in)
        if "accounts" in path:
            signed_in.get_by_role("button", name="More for @kopi.contoh").click()
            found["box"] = violations(signed_in)
    signed_in.set_viewport_size({"width": 390, "height": 844})
    for path in paths:
        signed_in.goto(filled.address + path)
        assert signed_in.evaluate("document.documentElement.scrollWidth") <= 390
        found[f"{path} on a phone"] = violations(signed_in)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


async def _set_up(connection: Connection) -> None:
    await clients.create(connection, slug="teh", name="Teh Contoh")
    at = now()
    for name in ("social-api4", "tiktok-api23"):
        await set_source(connection, name, last_success_at=at)
        await count_calls(connection, name, (at - timedelta(days=1)).date(), "list", 400, 2)
        await tell_quota(connection, name, at, 10_000, 900, at + timedelta(days=6))


async def _first_page(connection: Connection) -> None:
    account_id = await accounts.known(connection, TEH)
    assert account_id
    await posts.store(connection, [(account_id, post_of(TEH, index)) for index in range(12)])
    await accounts.note_posts(connection, [(account_id, 12, now())])
    read = {"backfill_pages": 1, "backfill_posts": 12, "backfill_oldest": now() - timedelta(days=9)}
    await set_collection(connection, account_id, now(), backfill="running", backfill_at=now(), **read)


async def _past_read(connection: Connection) -> None:
    account_id = await accounts.known(connection, TEH)
    assert account_id
    await set_collection(connection, account_id, now())


async def _watched(connection: Connection) -> None:
    kopi = await clients.on_this_machine(connection, "kopi")
    for account in await accounts.of_client(connection, kopi.client_id):
        await set_collection(connection, account.account_id, now())


async def _past_running(connection: Connection) -> None:
    account_id = await accounts.known(connection, AccountRef(platform="tiktok", handle="kopi.contoh"))
    assert account_id
    await set_collection(
        connection,
        account_id,
        now(),
        backfill="running",
        backfill_at=now(),
        backfill_pages=3,
        backfill_posts=36,
    )


async def _in_trouble(connection: Connection) -> None:
    await connection.execute("update installation set demo = true")
    await connection.execute("update source set state = 'quota' where name = 'tiktok-api23'")
    await connection.execute(
        "update collection set state = 'private' where account_id = (select min(account_id) from collection"
        " join account using (account_id) where platform = 'instagram')"
    )


def test_the_sections_follow_where_one_goes(signed_in: Page, filled: Site) -> None:
    in_database(filled, _watched)
    here = signed_in.locator(".sidebar a[aria-current]")
    signed_in.locator("#main").get_by_role("link", name="Kopi Contoh", exact=True).click()
    expect(here).to_have_text("Dashboard")
    signed_in.locator(".sidebar").get_by_role("link", name="Accounts").click()
    expect(here).to_have_text("Accounts")
    signed_in.locator("#main").get_by_role("link", name="@kopi.contoh").click()
    expect(signed_in).to_have_url(re.compile(r"accounts=tiktok:kopi\.contoh$"))
    expect(here).to_have_text("Dashboard")
