"""Percentiles among accounts of one platform and class, and when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from cicero.analytics.benchmark import LEAST_POSTS, Benchmark, Rank, benchmark
from cicero.analytics.published import PUBLISHED
from cicero.analytics.result import Figure
from cicero.db import APP_ROLE, Connection, Scope, open_pool, scoped
from cicero.metrics import METRICS
from cicero.periods import Period

MAY = Period(date(2024, 5, 1), date(2024, 5, 10), "UTC")
RATES = ("engagement_rate_followers",)


async def add(
    connection: Connection,
    account_id: int,
    followers: int | None = 8000,
    likes: Sequence[int | None] = (80,) * LEAST_POSTS,
    platform: str = "tiktok",
    until: datetime | None = None,
) -> None:
    """An account with one post for each of these likes, from the last of April on."""
    await connection.execute(
        "insert into account (account_id, platform, handle, seen_at) overriding system value"
        " values (%s, %s, %s, %s)",
        [account_id, platform, f"handle{account_id}", until or MAY.end],
    )
    if followers is not None:
        await connection.execute(
            "insert into account_snapshot (account_id, observed_at, followers) values (%s, %s, %s)",
            [account_id, MAY.start, followers],
        )
    first = datetime(2024, 4, 30, 12, tzinfo=UTC)
    values = {"account_id": account_id, "platform": platform, "followers": followers, "seen": MAY.end}
    for number, likes_of in enumerate([1, *likes]):
        at = first + timedelta(hours=number * 20)
        await connection.execute(
            "insert into post (account_id, post_id, platform, published_at, kind, likes, comments, shares,"
            " followers, observed_at, first_seen_at) values (%(account_id)s, %(post_id)s, %(platform)s,"
            " %(at)s, 'video', %(likes)s, 0, 0, %(followers)s, %(seen)s, %(seen)s)",
            values | {"post_id": number, "at": at, "likes": likes_of},
        )


def rank(found: Benchmark, metric: str = "engagement_rate_followers", at: int = 0) -> Rank:
    return next(rank for rank in found.standings[at].ranks if rank.metric == metric)


async def test_others_count_whom_the_asker_may_not_see(database: str, connection: Connection) -> None:
    """Asked as requests are: under row-level security, by somebody who sees account 1 alone."""
    await connection.execute("insert into client (slug, name) values ('kopi', 'Kopi')")
    for account_id in range(1, 14):
        await add(connection, account_id)
    await connection.execute("insert into client_account select client_id, 1, 'own' from client")
    async with open_pool(database, 1, APP_ROLE) as pool, scoped(pool, Scope(1, (1,))) as asking:
        found = await benchmark(asking, (1, 2), MAY, RATES)
    assert [standing.account_id for standing in found.standings] == [1]
    assert (rank(found).n, rank(found).of) == (12, 12)


async def test_the_percentile_is_the_share_of_others_below(connection: Connection) -> None:
    await add(connection, 1, likes=(160,) * 5)
    for n in range(12):
        await add(connection, 10 + n, likes=(40 * n,) * 5)
    found = await benchmark(connection, (1,), MAY, RATES)
    assert rank(found) == Rank(
        metric="engagement_rate_followers",
        value=Figure(2.0, 5, 5),
        percentile=100 * 4.5 / 12,
        n=12,
        of=12,
        reason=None,
    )
    standing = found.standings[0]
    assert (standing.followers, standing.above, standing.up_to) == (8000, 5000, 10_000)
    assert found.names == {1: "tiktok:handle1"}
    assert found.as_of == (MAY.end, MAY.end)
    assert found.history_since == datetime(2024, 4, 30, 12, tzinfo=UTC)


async def test_others_are_of_the_same_platform_and_class(connection: Connection) -> None:
    await add(connection, 1, followers=5000)
    for n in range(11):
        await add(connection, 10 + n, followers=[1, 5000][n % 2])
    await add(connection, 30, followers=5001)
    await add(connection, 31, followers=4000, platform="instagram")
    await add(connection, 32, followers=None)
    found = await benchmark(connection, (1, 31, 30), MAY, RATES)
    assert [(rank(found, at=at).n, rank(found, at=at).of) for at in range(3)] == [(11, 11), (0, 0), (0, 0)]
    assert [standing.above for standing in found.standings] == [0, 0, 5000]


@pytest.mark.parametrize(
    ("own", "peers", "reason"),
    [
        ({}, 10, None),
        ({}, 9, "too_few_peers"),
        ({"followers": None}, 10, "followers_unknown"),
        ({"likes": (None,) * 5}, 10, "not_known"),
        ({"likes": (80,) * 4}, 10, "too_few_posts"),
    ],
)
async def test_where_there_is_no_percentile_there_is_a_reason(
    connection: Connection, own: dict[str, object], peers: int, reason: str | None
) -> None:
    await add(connection, 1, **own)  # type: ignore[arg-type]
    for n in range(peers):
        await add(connection, 10 + n)
    await add(connection, 50, likes=(80,) * 4)
    found = rank(await benchmark(connection, (1,), MAY, RATES))
    assert found.reason == reason
    assert (found.percentile is None) == (reason is not None)
    if reason is None:
        assert (found.percentile, found.n, found.of) == (50, 10, 11)


async def test_how_often_one_publishes_needs_the_period_to_be_known(connection: Connection) -> None:
    await add(connection, 1)
    for n in range(10):
        await add(connection, 10 + n)
    early = MAY.start + timedelta(days=8)
    await add(connection, 40, until=early)
    found = await benchmark(connection, (1, 40), MAY, ("posting_frequency",))
    frequent = rank(found, "posting_frequency")
    assert (frequent.value.value, frequent.percentile, frequent.n, frequent.of) == (0.5, 50, 10, 11)
    assert rank(found, "posting_frequency", at=1).reason == "not_known"


async def test_ones_own_figures_are_of_now_and_those_of_the_class_of_the_last_half_hour(
    connection: Connection,
) -> None:
    await add(connection, 1)
    for n in range(10):
        await add(connection, 10 + n)
    assert rank(await benchmark(connection, (1,), MAY, RATES)).percentile == 50
    await connection.execute("update post set likes = 240 where account_id < 15")
    kept = rank(await benchmark(connection, (1,), MAY, RATES))
    assert (kept.value.value, kept.percentile) == (3.0, 100)
    await connection.execute("update result set made_at = made_at - interval '31 minutes'")
    anew = rank(await benchmark(connection, (1,), MAY, RATES))
    assert (anew.value.value, anew.percentile) == (3.0, 75)


async def test_an_account_that_is_not_there_has_no_standing(connection: Connection) -> None:
    await add(connection, 1)
    assert [s.account_id for s in (await benchmark(connection, (1, 99), MAY, RATES)).standings] == [1]


async def test_published_figures_stand_beside_those_of_their_network(connection: Connection) -> None:
    await add(connection, 1)
    await add(connection, 2, platform="instagram")
    found = await benchmark(connection, (1, 2), MAY)
    assert [[(p.publisher, p.value) for p in standing.published] for standing in found.standings] == [
        [("Rival IQ", 2.6), ("Rival IQ", 3.4), ("Socialinsider", 5.38)], [("Socialinsider", 1.16)],
    ]  # fmt: skip


def test_published_figures_are_of_metrics_with_that_denominator() -> None:
    for one in PUBLISHED:
        assert one.denominator in METRICS[one.metric].formula["en"]
        assert METRICS[one.metric].unit == "percent"
