"""Ranks: best and worst against what the account's posts of that kind usually get at the same age."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.analytics.sampled import post, put
from tests.analytics.world import Entry

from cicero.analytics.ranks import Ranked, ranks
from cicero.db import Connection
from cicero.errors import InputError
from cicero.periods import Period

MAY = Period(date(2024, 5, 1), date(2024, 5, 31), "UTC")
BEFORE = datetime(2024, 3, 1, tzinfo=UTC)


def may(day: int, hour: int = 12) -> datetime:
    return datetime(2024, 5, day, hour, tzinfo=UTC)


def history(count: int = 20, likes: int = 100, **more: object) -> list[Entry]:
    """Posts before May with that many likes, but for a fifth each with far more and far less."""
    few, many = [likes // 10] * (count // 5), [likes * 10] * (count // 5)
    all_likes = [*few, *many, *[likes] * (count - len(few) - len(many))]
    first = int(more.pop("first", 1000))  # type: ignore[call-overload]
    return [post(first + n, BEFORE + timedelta(days=n), k, **more) for n, k in enumerate(all_likes)]


def told(posts: Sequence[Ranked]) -> list[tuple[int, float | None]]:
    return [(p.post_id, p.outperformance) for p in posts]


async def test_posts_are_ranked_by_count_and_by_what_was_expected(connection: Connection) -> None:
    mine = [post(n, may(n), likes) for n, likes in [(1, 300), (2, 50), (3, 100)]]
    video = [post(9, may(9), 900, kind="video")]
    await put(connection, [*history(), *history(likes=1800, kind="video", first=2000), *mine, *video])
    found = await ranks(connection, (1,), MAY, measure="likes")
    assert told(found.top) == [(9, -2), (1, 3), (3, 1), (2, -2)]
    assert told(found.best) == [(1, 3)]
    assert told(found.flops) == [(9, -2), (2, -2)]
    assert (found.posts, found.counted, found.expected, found.unripe) == (4, 4, 4, 0)
    assert (found.top[1].expected, found.top[1].n, found.top[1].of) == (100, 20, 20)
    assert (await ranks(connection, (1,), MAY, kinds=("video",))).posts == 1


async def test_what_is_expected_is_the_obvious_trimmed_mean(connection: Connection) -> None:
    dice = random.Random(5)
    entries = [
        post(n, BEFORE + timedelta(hours=12 * n), dice.choice([None, *[dice.randint(20, 900)] * 9]))
        for n in range(170)
    ]
    await put(connection, entries)
    found = await ranks(connection, (1,), MAY, measure="likes", limit=99)
    within = [n for n, e in enumerate(entries) if e.published_at >= MAY.start and e.likes is not None]
    assert len(within) > 30
    for n in within:
        before = [e.likes for e in entries[max(n - 100, 0) : n]]
        known = sorted(likes for likes in before if likes is not None)
        middle = known[len(known) // 4 : len(known) - len(known) // 4]
        mine = next(post for post in found.top if post.post_id == n)
        assert mine.expected == pytest.approx(sum(middle) / len(middle))
        assert (mine.n, mine.of) == (len(known), len(before))


async def test_a_young_post_is_held_against_the_others_at_its_age(connection: Connection) -> None:
    usual = history(12)
    samples = {e.post_id: {24.0: 40, 48.0: 60} for e in usual}
    await put(connection, [*usual, post(1, may(30), 100, hours=36), post(2, may(29), 10, hours=55)], samples)
    found = await ranks(connection, (1,), MAY, measure="likes")
    assert told(found.best) == [(1, 2)]
    assert (found.best[0].expected, found.best[0].age, found.best[0].of) == (50, 36, 13)
    assert (found.flops, found.unripe, found.expected) == ((), 2, 2)


async def test_without_samples_at_its_age_nothing_is_expected_of_it(connection: Connection) -> None:
    await put(connection, [*history(), post(1, may(30), 100, hours=36), *history(9, kind="video", first=2000),
                           post(2, may(3), 70, kind="video"), post(3, may(3), None)])  # fmt: skip
    found = await ranks(connection, (1,), MAY, measure="likes")
    assert (found.posts, found.counted, found.expected) == (3, 2, 0)
    assert [(p.post_id, p.expected, p.n) for p in found.top] == [(1, None, 0), (2, None, 9)]
    assert (found.best, found.flops, found.outliers) == ((), (), ())


async def test_outliers_are_those_far_from_how_the_account_usually_does(connection: Connection) -> None:
    dice = random.Random(3)
    usual = [post(n, BEFORE + timedelta(hours=10 * n), dice.randint(80, 125)) for n in range(200)]
    odd = [post(900, may(20), 900), post(901, may(21), 9), post(902, may(22), 8, hours=24),
           post(903, may(23), 200)]  # fmt: skip
    samples = {n: {24.0: 100} for n in range(200)}
    await put(connection, [*usual, *odd], samples)
    found = await ranks(connection, (1,), MAY, measure="likes")
    assert [p.post_id for p in found.outliers] == [901, 900]
    assert [abs(p.z or 0) > 10 for p in found.outliers] == [True, True]
    week = Period(date(2024, 5, 19), date(2024, 5, 25), "UTC")
    assert (await ranks(connection, (1,), week, measure="likes")).outliers == found.outliers


async def test_a_wild_account_has_no_outlier_each_week(connection: Connection) -> None:
    dice = random.Random(4)
    usual = [
        post(n, BEFORE + timedelta(hours=14 * n), int(100 * dice.lognormvariate(0, 1))) for n in range(100)
    ]
    await put(connection, [*usual, post(900, may(20), 1600), post(901, may(21), 9000)])
    found = await ranks(connection, (1,), MAY, measure="likes")
    did = {p.post_id: (p.outperformance, p.z) for p in found.top}
    assert (did[900][0] or 0) > 7
    assert 2 < (did[900][1] or 0) < 3
    assert [p.post_id for p in found.outliers] == [901]


async def test_a_shared_post_is_ranked_once_and_says_what_it_is(connection: Connection) -> None:
    mine = post(1, may(1), 300)
    other = post(1, may(1), 300, account_id=2, also_under=(1,))
    await put(connection, [*history(), mine, other])
    await connection.execute(
        "update post set code = 'abc', url = 'https://x.example/1', caption = 'Kopi', thumbnail_url = 'https://t.example'"
    )
    found = await ranks(connection, (1, 2), MAY)
    assert [(p.account_id, p.post_id) for p in found.top] == [(1, 1)]
    first = found.best[0]
    assert (first.code, first.url, first.caption, first.thumbnail_url, first.has_picture) == (
        "abc", "https://x.example/1", "Kopi", "https://t.example", False,
    )  # fmt: skip
    assert (await ranks(connection, (2,), MAY)).top[0].account_id == 2
    assert found.as_of == (mine.observed_at, mine.observed_at)
    assert found.history_since == BEFORE


async def test_small_counts_are_no_success(connection: Connection) -> None:
    await put(connection, [*history(likes=2), post(1, may(1), 9), post(2, may(2), 30)])
    assert told((await ranks(connection, (1,), MAY, measure="likes")).best) == [(2, 3)]


@pytest.mark.parametrize("wrong", [{"measure": "fame"}, {"kinds": ("film",)}, {"limit": 0}])
async def test_what_is_no_ranking_is_refused(connection: Connection, wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        await ranks(connection, (1,), MAY, **wrong)  # type: ignore[arg-type]
