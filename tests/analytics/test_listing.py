"""Pages of posts in any order: every post once, ties and unknown ones too, and the same way back."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from tests.analytics.world import Entry, write

from cicero.analytics import Filters, Query, listing
from cicero.analytics.listing import ListedPost, list_many, list_posts, place_of
from cicero.analytics.ranking import RANKS
from cicero.db import Connection
from cicero.errors import InputError
from cicero.periods import Period

MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
QUERY = Query(accounts=(1, 2, 3, 4), metrics=("posts",), period=MAY)
COUNTS = (None, 0, 1, 2, 5, 100)


def entry(post_id: int, account_id: int = 3, hours: float = 1, **more: object) -> Entry:
    return Entry(
        account_id=account_id,
        post_id=post_id,
        published_at=MAY.start + timedelta(hours=hours),
        **more,  # type: ignore[arg-type]
    )


def crowd(seed: int) -> list[Entry]:
    """Posts of few times and few counts, so that most are equal to others; one stands under two accounts.

    Two networks have given the same number to a post of theirs.
    """
    chance = random.Random(seed)
    posts = [
        entry(
            n,
            chance.choice([1, 2, 3, 4]),
            chance.choice([1, 1, 2, 30]),
            likes=chance.choice(COUNTS),
            comments=chance.choice(COUNTS),
            shares=chance.choice(COUNTS),
            views=chance.choice(COUNTS),
            followers=chance.choice(COUNTS),
        )
        for n in range(1, 25)
    ]
    return [
        *posts,
        *(entry(98, account, likes=5) for account in (1, 3)),
        entry(99, 1, likes=5),
        entry(99, 2, likes=5, also_under=(1,)),
    ]


def ranked(post: ListedPost, order: str) -> float | None:
    return None if order == "published_at" else getattr(post, order)


def wanted(posts: list[ListedPost], order: str, descending: bool) -> list[ListedPost]:
    """The slow, obvious order: stable sorts, the least of the keys first."""
    if order == "published_at":
        by_account = sorted(posts, key=lambda post: post.account_id)
        return sorted(by_account, key=lambda post: (post.published_at, post.post_id), reverse=descending)
    newest = sorted(posts, key=lambda post: post.account_id)
    newest = sorted(newest, key=lambda post: (post.published_at, post.post_id), reverse=True)
    known = [post for post in newest if ranked(post, order) is not None]
    unknown = [post for post in newest if ranked(post, order) is None]
    return sorted(known, key=lambda post: ranked(post, order) or 0, reverse=descending) + unknown


@pytest.mark.parametrize("seed", range(3))
async def test_pages_are_every_post_once_in_order_and_lead_back(connection: Connection, seed: int) -> None:
    await write(connection, crowd(seed))
    all_of_it = await list_posts(connection, QUERY, limit=1000)
    assert len(all_of_it) == 27
    for order, descending, limit in [(o, d, n) for o in RANKS for d in (True, False) for n in (1, 4, 27)]:
        case = (order, descending, limit)
        expected = [(post.account_id, post.post_id) for post in wanted(all_of_it, order, descending)]
        pages, place = [], None
        while page := await list_posts(
            connection, QUERY, order, descending=descending, place=place, limit=limit
        ):
            pages.append(page)
            place = place_of(page[-1])
        assert [(post.account_id, post.post_id) for page in pages for post in page] == expected, case
        for earlier, later in pairwise(pages):
            back = await list_posts(
                connection,
                QUERY,
                order,
                descending=descending,
                place=place_of(later[0]),
                backward=True,
                limit=limit,
            )
            assert back == earlier, case
        first = place_of(pages[0][0])
        assert not await list_posts(
            connection, QUERY, order, descending=descending, place=first, backward=True
        ), case


async def test_a_post_that_comes_meanwhile_neither_repeats_nor_hides_any(connection: Connection) -> None:
    posts = [entry(n, hours=n, likes=n) for n in range(1, 7)]
    await write(connection, posts)
    first = await list_posts(connection, QUERY, "likes", limit=3)
    await write(connection, [*posts, entry(50, hours=50, likes=50)])
    second = await list_posts(connection, QUERY, "likes", place=place_of(first[-1]), limit=3)
    assert [post.post_id for post in (*first, *second)] == [6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize("limit", [1, 4, 27])
async def test_kept_places_give_the_same_pages(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    await write(connection, crowd(7))
    monkeypatch.setattr(listing, "KEPT", 10)
    for order, descending in [("published_at", True), ("likes", True), ("likes", False), ("views", True)]:
        place = None
        while page := await list_posts(
            connection, QUERY, order, descending=descending, place=place, limit=limit
        ):
            many = await list_many(connection, QUERY, order, descending=descending, place=place, limit=limit)
            assert many == page, (order, descending)
            place = place_of(page[-1])
            back = [
                await read(
                    connection, QUERY, order, descending=descending, place=place, backward=True, limit=limit
                )
                for read in (list_posts, list_many)
            ]
            assert back[0] == back[1], (order, descending)


async def test_places_are_kept_until_something_is_stored(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write(connection, [entry(n, hours=n, likes=n) for n in range(1, 4)])
    assert [post.post_id for post in await list_many(connection, QUERY, "likes", limit=2)] == [3, 2]
    anew: list[str] = []
    compile_anew = listing.compile_first
    monkeypatch.setattr(listing, "compile_first", lambda *asked: anew.append("") or compile_anew(*asked))
    again = await list_many(connection, QUERY, "likes", limit=2)
    assert ([post.post_id for post in again], anew) == ([3, 2], [])
    await connection.execute("update post set likes = 9 where post_id = 1")
    assert [post.post_id for post in await list_many(connection, QUERY, "likes", limit=2)] == [1, 3]


@pytest.mark.parametrize("order", ["published_at", "likes"])
async def test_days_accounts_and_filters_hold_in_every_order(connection: Connection, order: str) -> None:
    await write(
        connection,
        [
            entry(1, kind="video", likes=1, tags=("kopi",)),
            entry(2, kind="image", likes=2, tags=("kopi",)),
            entry(3, kind="video", likes=3),
            entry(4, 4, kind="video", likes=4, tags=("kopi",)),
            entry(5, hours=-1, kind="video", likes=5, tags=("kopi",)),
            entry(6, hours=31 * 24, kind="video", likes=6, tags=("kopi",)),
        ],
    )
    filters = Filters(kinds=("video",), hashtag="kopi")
    query = Query(accounts=(3,), metrics=("posts",), period=MAY, filters=filters)
    assert [post.post_id for post in await list_posts(connection, query, order)] == [1]
    assert await list_posts(connection, Query(accounts=(), metrics=("posts",), period=MAY), order) == []


async def test_a_row_says_that_the_post_is_gone(connection: Connection) -> None:
    await write(connection, [entry(1), entry(2, hours=2)])
    gone = MAY.start + timedelta(days=9)
    await connection.execute("update post set deleted_at = %s where post_id = 2", [gone])
    found: dict[int, datetime | None] = {
        post.post_id: post.deleted_at for post in await list_posts(connection, QUERY)
    }
    assert found == {1: None, 2: gone}


async def test_an_order_that_is_none_is_refused(connection: Connection) -> None:
    with pytest.raises(InputError, match="cannot be ordered by 'fame'"):
        await list_posts(connection, QUERY, "fame")
