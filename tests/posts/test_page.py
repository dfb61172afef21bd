"""Pages together are every post once, in order, whatever the page's size and the ties in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from cicero import accounts, posts
from cicero.db import Connection
from cicero.periods import Period
from cicero.posts import Order, Position
from cicero.records import AccountRef, Counts, Post

SATU = AccountRef(platform="tiktok", handle="satu")
DUA = AccountRef(platform="tiktok", handle="dua")
MAY = Period(date(2026, 5, 1), date(2026, 5, 31), "Asia/Jakarta")
START = datetime(2026, 4, 30, 17, tzinfo=UTC)
"""The first instant of May in Jakarta."""

Key = tuple[int, int]


def post(account: AccountRef, post_id: int, hours: float, *coauthors: AccountRef) -> Post:
    return Post(
        account=account,
        post_id=post_id,
        published_at=START + timedelta(hours=hours),
        observed_at=START + timedelta(days=60),
        counts=Counts(likes=1),
        coauthors=coauthors,
    )


async def stored(connection: Connection, *given: Post) -> dict[AccountRef, int]:
    ids = await accounts.resolve(connection, [SATU, DUA])
    await posts.store(connection, [(ids[each.account], each) for each in given])
    return ids


async def all_pages(
    connection: Connection, chosen: list[int], limit: int, order: Order, period: Period = MAY
) -> list[Key]:
    seen: list[Key] = []
    after: Position | None = None
    while page := await posts.page(connection, chosen, period, order=order, after=after, limit=limit):
        seen += [(each.account_id, each.post_id) for each in page]
        assert len(seen) == len(set(seen)), "a page began before the end of the one before it"
        last = page[-1]
        after = Position(last.published_at, last.account_id, last.post_id)
    return seen


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
@pytest.mark.parametrize("order", posts.ORDERS)
async def test_every_post_comes_once_also_where_times_are_the_same(
    connection: Connection, limit: int, order: Order
) -> None:
    given = [post(SATU, 1, 5), post(SATU, 2, 5), post(DUA, 3, 5), post(DUA, 4, 9), post(SATU, 5, 1)]
    ids = await stored(connection, *given)
    keys = [(each.published_at, ids[each.account], each.post_id) for each in given]
    expected = [key[1:] for key in sorted(keys, reverse=order == "newest")]
    assert await all_pages(connection, list(ids.values()), limit, order) == expected


async def test_the_period_ends_with_the_last_day_in_its_zone(connection: Connection) -> None:
    hours = 31 * 24
    ids = await stored(
        connection, post(SATU, 1, -0.01), post(SATU, 2, 0), post(SATU, 3, hours - 0.01), post(SATU, 4, hours)
    )
    assert await all_pages(connection, [ids[SATU]], 9, "oldest") == [(ids[SATU], 2), (ids[SATU], 3)]


async def test_only_the_chosen_accounts(connection: Connection) -> None:
    ids = await stored(connection, post(SATU, 1, 1), post(DUA, 2, 2))
    assert await all_pages(connection, [ids[DUA]], 9, "newest") == [(ids[DUA], 2)]
    assert await all_pages(connection, [], 9, "newest") == []


async def test_a_collaborative_post_comes_once(connection: Connection) -> None:
    ids = await stored(connection, post(SATU, 7, 1), post(DUA, 7, 1))
    both = await all_pages(connection, list(ids.values()), 9, "newest")
    assert both == [(min(ids.values()), 7)]
    for account_id in ids.values():
        assert await all_pages(connection, [account_id], 9, "newest") == [(account_id, 7)]
