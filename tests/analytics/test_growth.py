"""Follower growth: days without a sample stay unknown, gaps are told, sums cover every account or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.analytics.world import Entry, write

from cicero.analytics.growth import growth
from cicero.analytics.result import Figure
from cicero.db import Connection
from cicero.periods import Period, today

MAY = Period(date(2024, 5, 1), date(2024, 5, 14), "Asia/Jakarta")
NOON = datetime(2024, 5, 1, 5, tzinfo=UTC)


async def put(connection: Connection, samples: Mapping[int, Mapping[float, int]]) -> None:
    """Followers by account and by days since noon of 1 May in Jakarta."""
    await write(connection, list[Entry]())
    async with connection.cursor() as cursor:
        await cursor.executemany(
            "insert into account_snapshot (account_id, observed_at, followers) values (%s, %s, %s)",
            [
                (account, NOON + timedelta(days=day), followers)
                for account, of in samples.items()
                for day, followers in of.items()
            ],
        )


async def test_days_without_a_sample_are_unknown_and_told_as_gaps(connection: Connection) -> None:
    await put(connection, {1: {-1: 90, 1: 100, 1.2: 101, 4: 110, 5: 111, 9: 120, 13: 180}})
    found = (await growth(connection, (1,), MAY)).accounts[0]
    assert found.days == (None, 101, None, None, 110, 111, None, None, None, 120, None, None, None, 180)
    assert found.days_known == Figure(5, 5, 14)
    assert found.gaps == (
        (date(2024, 5, 3), date(2024, 5, 4)),
        (date(2024, 5, 7), date(2024, 5, 9)),
        (date(2024, 5, 11), date(2024, 5, 13)),
    )
    assert (found.start, found.end, found.change) == (Figure(90, 1, 1), Figure(180, 1, 1), Figure(90, 1, 1))
    assert found.percent == Figure(100, 1, 1)
    assert found.weekly == Figure(pytest.approx(100 * (2**0.5 - 1)), 1, 1)


async def test_days_belong_to_the_zone(connection: Connection) -> None:
    await put(connection, {1: {0.49: 5, 0.51: 6}})
    assert (await growth(connection, (1,), MAY)).accounts[0].days[:3] == (5, 6, None)


async def test_together_is_known_where_every_account_is(connection: Connection) -> None:
    await put(connection, {1: {0: 10, 1: 11, 2: 12, 13: 20}, 2: {1: 100, 2: 101, 13: 110}})
    found = await growth(connection, (1, 2, 3), MAY)
    assert found.total.days[:4] == (None, 111, 113, None)
    assert found.total.gaps == ((date(2024, 5, 4), date(2024, 5, 13)),)
    assert (found.total.start, found.total.end, found.total.change) == (
        Figure(110, 2, 3), Figure(130, 2, 3), Figure(20, 2, 3),
    )  # fmt: skip
    assert [g.account_id for g in found.accounts] == [1, 2, 3]
    assert found.accounts[2].change == Figure(None, 0, 1)
    assert found.accounts[2].gaps == ()
    assert found.names[1] == "instagram:handle1"
    assert found.history_since == NOON
    assert found.as_of == (NOON + timedelta(days=13), NOON + timedelta(days=13))


async def test_growth_without_a_sample_near_its_beginning_is_unknown(connection: Connection) -> None:
    await put(connection, {1: {8: 100, 13: 120}})
    found = (await growth(connection, (1,), MAY)).accounts[0]
    assert (found.start.value, found.change.value, found.percent.value, found.weekly.value) == (None,) * 4
    assert (found.end.value, found.gaps) == (120, ((date(2024, 5, 10), date(2024, 5, 13)),))


async def test_a_few_days_say_nothing_of_a_week(connection: Connection) -> None:
    await put(connection, {1: {0: 100, 2: 120}})
    short = Period(date(2024, 5, 1), date(2024, 5, 3), "Asia/Jakarta")
    found = (await growth(connection, (1,), short)).accounts[0]
    assert (found.percent.value, found.weekly.value) == (20, None)


async def test_growth_a_week_is_over_the_days_that_have_begun(connection: Connection) -> None:
    first = today("UTC") - timedelta(days=13)
    running = Period(first, first + timedelta(days=40), "UTC")
    await put(connection, {1: {(running.start - NOON) / timedelta(days=1): 100}})
    await connection.execute(
        "insert into account_snapshot (account_id, observed_at, followers) values (1, now(), 121)"
    )
    assert (await growth(connection, (1,), running)).accounts[0].weekly == Figure(pytest.approx(10), 1, 1)


async def test_days_to_come_are_no_gap(connection: Connection) -> None:
    day = today("UTC")
    running = Period(day - timedelta(days=2), day + timedelta(days=5), "UTC")
    await put(connection, {1: {(running.start - NOON) / timedelta(days=1) + 0.5: 7}})
    found = (await growth(connection, (1,), running)).accounts[0]
    assert found.gaps == ((day - timedelta(days=1), day - timedelta(days=1)),)
    assert found.days_known == Figure(1, 1, 2)
