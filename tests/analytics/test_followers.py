"""Followers and growth: what is known at the ends of a period, and days that stay unknown."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.test_run import on_worlds
from tests.analytics.world import Entry, write

from cicero.analytics import Figure, Filters, Query, run
from cicero.analytics.result import Result
from cicero.db import Connection
from cicero.errors import InputError
from cicero.periods import Period

MAY = Period(date(2024, 5, 1), date(2024, 5, 28), "Asia/Jakarta")
METRICS = ("followers", "follower_growth", "follower_growth_rate")
WEEKLY = ("follower_growth_weekly",)
Sample = tuple[int, float, int | None]
"""(account, days after the start of MAY, followers)"""


async def follow(
    connection: Connection, samples: list[Sample], accounts: tuple[int, ...] = (1,), **more: Any
) -> Result:
    await write_followed(connection, [], samples)
    return await run(connection, Query(**{"accounts": accounts, "metrics": METRICS, "period": MAY} | more))


async def write_followed(connection: Connection, posts: list[Entry], samples: list[Sample]) -> None:
    await write(connection, posts)
    async with connection.cursor() as cursor:
        await cursor.executemany(
            "insert into account_snapshot (account_id, observed_at, followers) values (%s, %s, %s)",
            [(account, at(days), followers) for account, days, followers in samples],
        )


def at(days: float) -> datetime:
    return MAY.start + timedelta(days=days)


async def test_growth_is_from_the_sample_before_the_start_to_the_last_one(connection: Connection) -> None:
    result = await follow(connection, [(1, -9, 50), (1, -1, 100), (1, 0.5, 101), (1, 27, 130), (1, 29, 999)])
    assert result.totals.figures == (Figure(130, 1, 1), Figure(30, 1, 1), Figure(30.0, 1, 1))
    assert result.as_of == (at(27), at(27))


@pytest.mark.parametrize(
    ("samples", "growth"),
    [
        ([(1, -7.1, 100), (1, 27, 130)], None),  # too long before
        ([(1, -6.9, 100), (1, 27, 130)], 30),
        ([(1, 6.9, 100), (1, 27, 130)], 30),  # no sample before: from the first quarter
        ([(1, 7.1, 100), (1, 27, 130)], None),
        ([(1, 0, 100), (1, 20.9, 130)], None),  # ended too long before the end
        ([(1, 0, 100), (1, 21.1, 130)], 30),
        ([(1, -1, 100)], None),  # one sample is no growth
        ([(1, 1, 100)], None),
        ([(1, 0, 100), (1, 27, 70)], -30),
        ([(1, 0, None), (1, 0.1, 100), (1, 27, 130), (1, 27.5, None)], 30),  # a sample may not say
        ([], None),
    ],
)
async def test_growth_is_known_only_when_it_speaks_of_the_period(
    connection: Connection, samples: list[Sample], growth: int | None
) -> None:
    result = await follow(connection, samples)
    assert result.totals.figures[1] == Figure(growth, int(growth is not None), 1)


async def test_growth_from_nothing_has_no_rate(connection: Connection) -> None:
    result = await follow(connection, [(1, 0, 0), (1, 27, 10)])
    assert result.totals.figures == (Figure(10, 1, 1), Figure(10, 1, 1), Figure(None, 1, 1))


async def test_growth_while_the_period_still_runs(
    connection: Connection,
) -> None:
    now = datetime.now(MAY.start.tzinfo)
    first = now.date() - timedelta(days=5)
    period = Period(first, first + timedelta(days=40), "UTC")
    samples = [
        (1, (period.start - MAY.start) / timedelta(days=1), 100),
        (1, (now - MAY.start).days - 1.0, 130),
    ]
    result = await follow(connection, samples, period=period)
    assert result.totals.figures[1] == Figure(30, 1, 1)


async def test_several_accounts_add_up_what_is_known(connection: Connection) -> None:
    samples = [(1, 0, 100), (1, 27, 130), (2, 27, 1000), (3, -1, 10), (3, 27.5, 30)]
    result = await follow(connection, samples, (1, 2, 3, 4), by="account")
    assert result.totals.figures == (
        Figure(1160, 3, 4),
        Figure(50, 2, 4),
        Figure(pytest.approx(5000 / 110), 2, 4),
    )
    assert [(row.key, row.figures[0], row.figures[1]) for row in result.rows] == [
        (1, Figure(130, 1, 1), Figure(30, 1, 1)),
        (2, Figure(1000, 1, 1), Figure(None, 0, 1)),
        (3, Figure(30, 1, 1), Figure(20, 1, 1)),
        (4, Figure(None, 0, 1), Figure(None, 0, 1)),
    ]
    by_platform = await follow(connection, samples, (1, 2, 3, 4), by="platform")
    assert [(row.key, row.figures[0]) for row in by_platform.rows] == [
        ("instagram", Figure(1130, 2, 2)),
        ("tiktok", Figure(30, 1, 2)),
    ]


async def test_days_without_a_sample_stay_unknown(connection: Connection) -> None:
    samples = [(1, -0.5, 100), (1, 0.1, 101), (1, 0.9, 102), (1, 3.5, 110), (1, 4.5, 109)]
    result = await follow(connection, samples, by="day")
    assert [(row.figures[0].value, row.figures[1].value) for row in result.rows[:6]] == [
        (102, 2), (None, None), (None, None), (110, None), (109, -1), (None, None),
    ]  # fmt: skip


async def test_a_sample_at_midnight_is_what_the_day_starts_from(connection: Connection) -> None:
    result = await follow(connection, [(1, 0.5, 100), (1, 1, 105), (1, 1.5, 110)], by="day")
    assert [row.figures[1].value for row in result.rows[:2]] == [None, 5]


async def test_a_day_adds_up_followers_only_over_all_accounts(connection: Connection) -> None:
    samples = [(1, 0.5, 100), (2, 0.5, 1000), (1, 1.5, 101), (1, 2.5, 102), (2, 2.5, 1005)]
    result = await follow(connection, samples, (1, 2, 3), by="day")
    assert [row.figures[0] for row in result.rows[:4]] == [
        Figure(1100, 2, 3), Figure(None, 1, 3), Figure(1107, 2, 3), Figure(None, 0, 3),
    ]  # fmt: skip


async def test_filters_on_posts_do_not_touch_followers(connection: Connection) -> None:
    result = await follow(connection, [(1, 3, 100)], filters=Filters(kinds=("video",)))
    assert result.totals.figures[0] == Figure(100, 1, 1)


@pytest.mark.parametrize("by", ["kind", "hashtag", "hour_of_week"])
async def test_followers_have_no_kinds_hashtags_or_hours(connection: Connection, by: str) -> None:
    with pytest.raises(InputError, match=f"followers cannot be grouped by {by}"):
        await follow(connection, [], by=by)


@on_worlds
@given(
    samples=st.dictionaries(
        st.tuples(st.sampled_from([1, 2]), st.integers(-10 * 8, 30 * 8)),
        st.none() | st.integers(0, 99),
        max_size=30,
    )
)
async def test_series_of_followers_by_hand(
    connection: Connection, samples: dict[tuple[int, int], int | None]
) -> None:
    known = {
        (account, eighth / 8): value for (account, eighth), value in samples.items() if value is not None
    }
    given = [(account, eighth / 8, value) for (account, eighth), value in samples.items()]
    result = await follow(connection, given, (1, 2), by="day", metrics=METRICS[:2])
    everybody = {account for account, day in known if 0 <= day < 28}
    for number, row in enumerate(result.rows):
        ends = {a: _last(known, a, number, number + 1) for a in (1, 2)}
        there = [value for value in ends.values() if value is not None]
        value = sum(there) if there and len(there) == len(everybody) else None
        grown = [g for a in (1, 2) if (g := _growth(known, a, number)) is not None]
        assert row.figures == (
            Figure(value, len(there), 2),
            Figure(sum(grown) if grown else None, len(grown), 2),
        ), number


def _last(known: dict[tuple[int, float], int], account: int, start: float, end: float) -> int | None:
    days = [day for a, day in known if a == account and start <= day < end]
    return known[account, max(days)] if days else None


def _growth(known: dict[tuple[int, float], int], account: int, day: int) -> int | None:
    """Over one day, from the last sample in the 24 hours before, else the first in its first six."""
    mine = sorted(d for a, d in known if a == account)
    inside = [d for d in mine if day <= d < day + 1]
    before = [d for d in mine if day - 1 <= d <= day]
    start = before[-1] if before else next((d for d in inside if d <= day + 0.25), None)
    if start is None or not inside or inside[-1] <= start:
        return None
    return known[account, inside[-1]] - known[account, start]


@pytest.mark.parametrize(
    ("last", "weekly"), [(28, 100 * (1.21 ** (1 / 4) - 1)), (14, 100 * (1.21 ** (1 / 2) - 1)), (6, None)]
)
async def test_weekly_growth_is_compound(connection: Connection, last: int, weekly: float | None) -> None:
    period = Period(MAY.first, MAY.first + timedelta(days=last - 1), MAY.zone)
    samples = [(1, 0.0, 100), (1, last - 0.1, 121)]
    result = await follow(connection, samples, metrics=WEEKLY, period=period)
    assert result.totals.figures[0] == Figure(weekly and pytest.approx(weekly), 1, 1)


async def test_weekly_growth_of_weeks_and_of_several_accounts(connection: Connection) -> None:
    samples = [(account, days, 100 + 10 * days) for account in (1, 2) for days in range(29)]
    result = await follow(connection, samples, (1, 2), metrics=WEEKLY, by="account")  # type: ignore[arg-type]
    grown = pytest.approx(100 * ((370 / 100) ** (1 / 4) - 1))
    assert [row.figures[0] for row in result.rows] == [Figure(grown, 1, 1)] * 2
    assert result.totals.figures[0] == Figure(grown, 2, 2)


@pytest.mark.parametrize(
    ("samples", "days"),
    [
        ([(1, 1, 5), (1, 10, 6), (1, 27, 7)], 17),
        ([(1, 12, 5)], 16),
        ([(1, 27, 5)], 27),
        ([], 28),
        ([(1, 10, None)], 28),
        ([(1, 10, 5), (1, 20, 6), (2, 14, 9)], 14),
    ],
)
async def test_the_longest_time_without_a_sample_is_told(
    connection: Connection, samples: list[Sample], days: float
) -> None:
    accounts = tuple({1, *(account for account, *_ in samples)})
    result = await follow(connection, samples, accounts)
    assert result.follower_gap == timedelta(days=days)


async def test_of_figures_of_posts_no_gap_is_told(connection: Connection) -> None:
    assert (await follow(connection, [(1, 1, 5)], metrics=("posts",))).follower_gap is None


async def test_engagement_of_the_period_is_by_the_mean_of_its_days(connection: Connection) -> None:
    """Account 1 has 100 followers on the mean of two days, one of them seen twice; account 2 has 200."""
    posts = [
        Entry(account_id=account, post_id=number, published_at=at(3), likes=likes, comments=0, kind="image")
        for number, (account, likes) in enumerate([(1, 4), (1, 6), (1, None), (2, 1), (3, 9)])
    ]
    samples = [(1, 1.1, 40), (1, 1.9, 60), (1, 5, 150), (1, -1, 9), (1, 28, 9), (2, 5, 200), (2, 6, None)]
    await write_followed(connection, posts, samples)
    query = Query(accounts=(1, 2, 3), metrics=("engagement_rate_period",), period=MAY, by="account")
    result = await run(connection, query)
    assert result.totals.figures[0] == Figure(pytest.approx(100 * 11 / 400), 3, 5)
    assert [row.figures[0] for row in result.rows] == [
        Figure(pytest.approx(5.0), 2, 3), Figure(pytest.approx(0.5), 1, 1), Figure(None, 0, 1),
    ]  # fmt: skip
