"""A post's curve, and the band of what is usual at each age, with how many posts it rests on."""

from __future__ import annotations

import statistics
from datetime import UTC, datetime, timedelta

import pytest
from tests.analytics.sampled import post, put

from cicero.analytics.curves import Band, Point, curve
from cicero.db import Connection
from cicero.errors import InputError, NotFoundError

START = datetime(2024, 5, 1, 12, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


async def test_a_curve_and_its_band(connection: Connection) -> None:
    usual = [post(n, day(n), 100 * n, hours=48) for n in range(1, 7)]
    mine = post(50, day(20), 90, hours=30)
    samples = {n: {1.0: 10 * n, 24.0: 50 * n, 48.0: 100 * n} for n in range(1, 7)}
    await put(connection, [*usual, mine], {**samples, 50: {1: 9, 6: 40, 24: 80}})
    found = await curve(connection, 1, 50, "likes")
    assert found.points == tuple(Point(age=a, value=v) for a, v in [(1, 9), (6, 40), (24, 80), (30, 90)])
    assert [band.age for band in found.band] == [1, 24, 36, 48]
    assert found.band[1] == Band(age=24, low=112.5, median=175, high=237.5, n=6, of=6)
    assert found.band[2].median == statistics.median(75 * n for n in range(1, 7))
    assert (found.usual, found.kind, found.history_since) == (6, "image", day(1))
    assert found.as_of == (day(20) + timedelta(hours=1), day(20) + timedelta(hours=30))


async def test_usual_are_the_last_hundred_of_the_kind_before_the_post(connection: Connection) -> None:
    before = [post(n, START + timedelta(hours=n), n) for n in range(1, 121)]
    others = [
        post(500, day(6), 10**6, kind="video"),
        post(501, day(6), 10**6, account_id=2),
        post(502, day(40), 10**6),
    ]
    await put(connection, [*before, *others, post(600, day(30), 5)], {n: {720: n} for n in range(1, 121)})
    found = await curve(connection, 1, 600)
    assert found.usual == 100
    assert found.band[-1] == Band(age=720, low=45.75, median=70.5, high=95.25, n=100, of=100)


async def test_a_sample_that_does_not_say_leaves_what_was_known(connection: Connection) -> None:
    await put(connection, [post(1, START, 30, hours=40)], {1: {1: 10, 5: 20}})
    await connection.execute("update post_snapshot set comments = null where likes = 20")
    found = await curve(connection, 1, 1)
    assert [(p.age, p.value) for p in found.points] == [(1, 10), (5, 20), (40, 30)]


async def test_few_posts_are_nothing_usual(connection: Connection) -> None:
    await put(connection, [post(n, day(n), 5) for n in range(5)], {n: {24: 5} for n in range(5)})
    found = await curve(connection, 1, 4)
    assert (found.usual, found.band) == (4, ())


async def test_an_unknown_count_has_no_points(connection: Connection) -> None:
    await put(connection, [post(1, START, None)])
    assert (await curve(connection, 1, 1)).points == ()


async def test_a_post_that_is_not_there_is_said_so(connection: Connection) -> None:
    await put(connection, [post(1, START, 1)])
    with pytest.raises(NotFoundError, match="no post 2"):
        await curve(connection, 1, 2)
    with pytest.raises(NotFoundError):
        await curve(connection, 2, 1)
    with pytest.raises(InputError, match="no 'fame'"):
        await curve(connection, 1, 1, "fame")  # type: ignore[arg-type]
