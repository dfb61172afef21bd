"""Rankings: unknown last, each post once, steady order, what is on a row."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from tests.analytics.world import Entry, write

from cicero.analytics import Filters, Query, TopPost, ranking, top_posts
from cicero.analytics.ranking import RANKS
from cicero.db import Connection
from cicero.errors import InputError
from cicero.periods import Period

MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
QUERY = Query(accounts=(1, 2, 3, 4), metrics=("posts",), period=MAY)


def entry(post_id: int, account_id: int = 3, **more: object) -> Entry:
    return Entry(
        account_id=account_id,
        post_id=post_id,
        published_at=MAY.start + timedelta(hours=post_id),
        **more,  # type: ignore[arg-type]
    )


async def test_a_row_says_all_about_its_post(connection: Connection) -> None:
    post = entry(7, kind="video", likes=80, comments=15, shares=5, saves=2, views=1000, followers=200)
    await write(connection, [post])
    await connection.execute(
        "update post set code = 'abc', url = 'https://tiktok.example/7', caption = 'Kopi', thumbnail_url = 'https://x.example/7',"
        " likes_hidden = false, followers_gap = interval '8 days'"
    )
    assert await top_posts(connection, QUERY) == [
        TopPost(
            account_id=3,
            post_id=7,
            platform="tiktok",
            code="abc",
            url="https://tiktok.example/7",
            caption="Kopi",
            thumbnail_url="https://x.example/7",
            kind="video",
            published_at=post.published_at,
            likes=80,
            comments=15,
            shares=5,
            saves=2,
            views=1000,
            interactions=100,
            followers=200,
            followers_far=True,
            engagement_rate_followers=50.0,
            engagement_rate_views=10.0,
            likes_hidden=False,
            observed_at=post.observed_at,
            has_picture=False,
        )
    ]


async def test_a_row_says_whether_a_picture_is_kept(connection: Connection) -> None:
    await write(connection, [entry(7), entry(8), entry(9)])
    await connection.execute(
        "insert into picture (account_id, post_id, state, body, link)"
        " values (3, 7, 'kept', 'x', md5('x')::uuid), (3, 8, 'missing', null, md5('x')::uuid)"
    )
    found = {post.post_id: post.has_picture for post in await top_posts(connection, QUERY)}
    assert found == {7: True, 8: False, 9: False}


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("interactions", [2, 1, 4, 3]),
        ("likes", [2, 1, 4, 3]),
        ("comments", [3, 4, 1, 2]),
        ("views", [1, 2, 4, 3]),
        ("engagement_rate_views", [2, 1, 4, 3]),
        ("published_at", [4, 3, 2, 1]),
    ],
)
async def test_the_highest_first_and_the_unknown_last(
    connection: Connection, order: str, ids: list[int]
) -> None:
    await write(
        connection,
        [
            entry(1, 1, likes=5, comments=3, views=100),
            entry(2, 1, likes=50, comments=1, views=90),
            entry(3, 1, likes=None, comments=9, views=None),
            entry(4, 1, likes=0, comments=3, views=0),
        ],
    )
    found = await top_posts(connection, QUERY, order)
    assert [post.post_id for post in found] == ids


@pytest.mark.parametrize("seed", range(6))
async def test_what_a_few_of_many_accounts_tell_changes_nothing(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    count = [None, 0, 1, 2, 5, 100]
    await write(
        connection,
        [
            entry(n, chance.choice([1, 2, 3, 4]), likes=chance.choice(count), comments=chance.choice(count))
            for n in range(1, 30)
        ],
    )
    for order, limit in [(order, limit) for order in RANKS for limit in (1, 5, 40)]:
        monkeypatch.setattr(ranking, "MANY", 100)
        alone = await top_posts(connection, QUERY, order, limit)
        monkeypatch.setattr(ranking, "MANY", 4)
        monkeypatch.setattr(ranking, "FEW", 1)
        assert await top_posts(connection, QUERY, order, limit) == alone, (order, limit)


async def test_equal_posts_stand_newest_first_and_the_limit_holds(connection: Connection) -> None:
    await write(connection, [entry(n, likes=1) for n in range(1, 6)])
    assert [post.post_id for post in await top_posts(connection, QUERY, "likes", 3)] == [5, 4, 3]


async def test_filters_hold_and_a_shared_post_stands_once(connection: Connection) -> None:
    await write(
        connection,
        [
            entry(1, 1, likes=5, kind="image", tags=("kopi",)),
            entry(1, 2, likes=5, kind="image", tags=("kopi",), also_under=(1,)),
            entry(2, 1, likes=9, kind="video"),
        ],
    )
    query = Query(
        accounts=(1, 2), metrics=("posts",), period=MAY, filters=Filters(kinds=("image",), hashtag="kopi")
    )
    assert [(post.account_id, post.post_id) for post in await top_posts(connection, query)] == [(1, 1)]


async def test_an_order_or_limit_that_is_none_is_refused(connection: Connection) -> None:
    with pytest.raises(InputError, match="cannot be ordered by 'fame'"):
        await top_posts(connection, QUERY, "fame")
    with pytest.raises(InputError, match="0 posts were asked for"):
        await top_posts(connection, QUERY, limit=0)
