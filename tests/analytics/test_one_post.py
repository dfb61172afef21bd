"""One post: its counts by age, and its place among the account's posts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.analytics.sampled import post, put

from cicero.analytics.one_post import Placing, placing, post_history
from cicero.db import Connection
from cicero.errors import InputError, NotFoundError

START = datetime(2024, 5, 1, 12, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


async def test_its_counts_by_age_end_with_how_it_stands(connection: Connection) -> None:
    await put(connection, [post(7, day(0), 90, hours=30)], {7: {1: 9, 6: 40}})
    found = await post_history(connection, 1, 7)
    assert (found.post.post_id, found.post.interactions, found.post.rank) == (7, 90, None)
    assert list(zip(*found.curves["likes"], strict=True)) == [(1, 9), (6, 40), (30, 90)]
    assert list(zip(*found.curves["interactions"], strict=True)) == [(1, 9), (6, 40), (30, 90)]
    assert list(zip(*found.curves["comments"], strict=True)) == [(1, 0), (6, 0), (30, 0)]
    assert list(zip(*found.curves["views"], strict=True)) == []


async def test_its_place_is_told_among_the_known_posts_of_its_account(connection: Connection) -> None:
    likes = {1: 5, 2: 9, 3: 9, 4: None, 5: 2}
    await put(
        connection,
        [*(post(n, day(n), value) for n, value in likes.items()), post(6, day(6), 99, account_id=2)],
    )
    places = {n: (await placing(connection, 1, n, "likes")).place for n in likes}
    assert places == {1: 3, 2: 1, 3: 1, 4: None, 5: 4}
    assert await placing(connection, 1, 1, "likes") == Placing(place=3, n=4, of=5, since=day(1))
    assert (await placing(connection, 1, 1, "views")).n == 0


async def test_what_there_is_not_is_refused(connection: Connection) -> None:
    await put(connection, [post(7, day(0), 90)])
    for account_id, post_id in ((1, 8), (2, 7)):
        with pytest.raises(NotFoundError):
            await post_history(connection, account_id, post_id)
        with pytest.raises(NotFoundError):
            await placing(connection, account_id, post_id, "likes")
    with pytest.raises(InputError, match="no 'fame'"):
        await placing(connection, 1, 7, "fame")  # type: ignore[arg-type]
