"""Every metric in every grouping against counting by hand, over invented worlds in awkward zones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analytics.world import (
    ACCOUNTS,
    METHODS,
    TURNS,
    Entry,
    counted,
    once,
    wall,
    within,
    worlds,
    write,
)

from cicero.analytics import Dimension, Figure, Filters, Key, Query, Range, Result, run
from cicero.db import Connection
from cicero.errors import InputError
from cicero.metrics import METRICS
from cicero.periods import Period

POST_METRICS = tuple(METHODS)
on_worlds = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
some_accounts = st.sets(st.sampled_from(sorted(ACCOUNTS)), min_size=1).map(lambda ids: tuple(sorted(ids)))


def ask(period: Period, accounts: tuple[int, ...] = tuple(ACCOUNTS), **more: Any) -> Query:
    return Query(**{"accounts": accounts, "metrics": POST_METRICS, "period": period} | more)


def figures(result: Result, number: int | None = None) -> dict[str, tuple[float | int | None, int, int]]:
    """The totals, or a row, as metric → (value, n, of)."""
    row = result.totals if number is None else result.rows[number]
    pairs = zip(result.metrics, row.figures, strict=True)
    return {metric.name: (figure.value, figure.n, figure.of) for metric, figure in pairs}


def expected(posts: list[Entry], days: int) -> dict[str, Any]:
    return {name: _near(counted(name, posts, days)) for name in POST_METRICS}


def _near(counts: tuple[float | int | None, int, int]) -> tuple[Any, int, int]:
    value, n, of = counts
    return (pytest.approx(value, rel=1e-12) if isinstance(value, float) else value), n, of


def test_the_counting_by_hand_covers_every_metric_of_posts() -> None:
    """But the one that needs the followers of the period, which has tests of its own."""
    of_posts = {name for name, metric in METRICS.items() if metric.source == "post"}
    assert set(POST_METRICS) == of_posts - {"engagement_rate_period"}


@on_worlds
@given(world=worlds(), accounts=some_accounts)
async def test_totals(connection: Connection, world: tuple[Period, list[Entry]], accounts: Any) -> None:
    period, entries = world
    await write(connection, entries)
    result = await run(connection, ask(period, accounts))
    posts = once(e for e in within(entries, period) if e.account_id in accounts)
    assert figures(result) == expected(posts, period.days)
    seen = [e.observed_at for e in posts]
    assert result.as_of == ((min(seen), max(seen)) if seen else None)
    published = [e.published_at for e in entries if e.account_id in accounts]
    assert result.history_since == min(published, default=None)
    assert result.rows == ()


def bucket_days(period: Period, inside: Callable[[date], Key]) -> dict[Key, int]:
    days: dict[Key, int] = {}
    for n in range(period.days):
        key = inside(period.first + timedelta(days=n))
        days[key] = days.get(key, 0) + 1
    return days


BUCKETS: dict[Dimension, Callable[[date], Key]] = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
}


@pytest.mark.parametrize("unit", BUCKETS)
@on_worlds
@given(world=worlds(), accounts=some_accounts)
async def test_series(
    connection: Connection, world: tuple[Period, list[Entry]], accounts: Any, unit: Dimension
) -> None:
    period, entries = world
    await write(connection, entries)
    result = await run(connection, ask(period, accounts, by=unit))
    posts = once(e for e in within(entries, period) if e.account_id in accounts)
    days = bucket_days(period, BUCKETS[unit])
    assert [row.key for row in result.rows] == list(days)
    for number, (key, length) in enumerate(days.items()):
        mine = [e for e in posts if BUCKETS[unit](wall(e, period).date()) == key]
        assert figures(result, number) == expected(mine, length), key
    assert figures(result) == expected(posts, period.days)


@pytest.mark.parametrize(("zone", "day"), TURNS)
async def test_every_ten_minutes_around_a_turn_of_the_clock(
    connection: Connection, zone: str, day: date
) -> None:
    period = Period(day - timedelta(days=1), day + timedelta(days=1), zone)
    minutes = range(-60, int((period.end - period.start).total_seconds() // 60) + 60, 10)
    posts = [
        Entry(account_id=1, post_id=n, published_at=period.start + timedelta(minutes=n)) for n in minutes
    ]
    await write(connection, posts)
    hours = await run(connection, ask(period, metrics=("posts",), by="hour_of_week"))
    clock = Counter((wall(e, period).isoweekday(), wall(e, period).hour) for e in within(posts, period))
    assert {row.key: row.figures[0].value for row in hours.rows if row.figures[0].value} == clock
    days = await run(connection, ask(period, metrics=("posts",), by="day"))
    calendar = Counter(wall(e, period).date() for e in within(posts, period))
    assert {row.key: row.figures[0].value for row in days.rows} == calendar


@on_worlds
@given(world=worlds(), by=st.sampled_from([None, *BUCKETS, "hour_of_week", "account", "kind", "hashtag"]))
async def test_a_period_compared_with_itself_is_equal(
    connection: Connection, world: tuple[Period, list[Entry]], by: Any
) -> None:
    period, entries = world
    await write(connection, entries)
    result = await run(connection, ask(period, by=by, compare=period))
    assert (result.compared_totals, result.compared_rows) == (result.totals, result.rows)


@on_worlds
@given(world=worlds(), by=st.sampled_from(["day", "week", "month", "hour_of_week", "kind", "platform"]))
async def test_groups_add_up_to_the_totals_and_no_zone_loses_a_post(
    connection: Connection, world: tuple[Period, list[Entry]], by: Any
) -> None:
    period, entries = world
    await write(connection, entries)
    wide = Period(period.first - timedelta(days=5), period.last + timedelta(days=5), period.zone)
    result = await run(connection, ask(wide, by=by))
    assert figures(result)["posts"][0] == len(once(entries))
    for name in ("posts", "likes", "views", "interactions"):
        number = POST_METRICS.index(name)
        rows = [row.figures[number] for row in result.rows]
        total = result.totals.figures[number]
        assert (sum(f.value or 0 for f in rows), sum(f.n for f in rows), sum(f.of for f in rows)) == (
            total.value or 0,
            total.n,
            total.of,
        )


MAY = Period(date(2024, 5, 1), date(2024, 5, 2))


def entry(post_id: int, hours: float = 0, account_id: int = 1, **more: Any) -> Entry:
    """A post so many hours after the start of MAY."""
    return Entry(
        account_id=account_id, post_id=post_id, published_at=MAY.start + timedelta(hours=hours), **more
    )


async def test_without_posts_counts_are_zero_and_rates_unknown(connection: Connection) -> None:
    await write(connection, [])
    result = await run(connection, ask(MAY, metrics=("posts", "likes", "applause", "posting_frequency")))
    assert list(result.totals.figures) == [
        Figure(0, 0, 0), Figure(0, 0, 0), Figure(None, 0, 0), Figure(0.0, 0, 0),
    ]  # fmt: skip
    assert (result.as_of, result.history_since) == (None, None)


async def test_hidden_likes_stay_unknown_and_never_become_zero(connection: Connection) -> None:
    await write(connection, [entry(1, comments=3), entry(2, hours=30, likes=7, comments=1)])
    result = await run(connection, ask(MAY, metrics=("likes", "interactions", "views"), by="day"))
    assert [row.figures for row in result.rows] == [
        (Figure(None, 0, 1), Figure(None, 0, 1), Figure(None, 0, 1)),
        (Figure(7, 1, 1), Figure(8, 1, 1), Figure(None, 0, 1)),
    ]
    assert result.totals.figures == (Figure(7, 1, 2), Figure(8, 1, 2), Figure(None, 0, 2))


async def test_a_collaborative_post_counts_once_in_a_sum_and_under_each_account(
    connection: Connection,
) -> None:
    shared = [entry(1, likes=5), entry(1, account_id=2, likes=5, also_under=(1,))]
    await write(connection, shared)
    result = await run(connection, ask(MAY, (1, 2), metrics=("posts", "likes"), by="account"))
    assert [row.figures for row in result.rows] == [(Figure(1, 1, 1), Figure(5, 1, 1))] * 2
    assert result.totals.figures == (Figure(1, 1, 1), Figure(5, 1, 1))
    alone = await run(connection, ask(MAY, (2,), metrics=("posts",)))
    assert alone.totals.figures == (Figure(1, 1, 1),)


async def test_groups_are_compared_by_key_and_series_in_order(connection: Connection) -> None:
    before = Period(date(2024, 4, 29), date(2024, 4, 30))
    await write(
        connection,
        [
            entry(1, kind="image"),
            entry(2, -30, kind="image"),
            entry(3, -30, kind="video"),
            entry(4, -2, kind=None),
        ],
    )
    kinds = await run(connection, ask(MAY, metrics=("posts",), by="kind", compare=before))
    assert [(row.key, row.figures[0].value) for row in kinds.rows] == [("image", 1)]
    assert [(row.key, row.figures[0].value) for row in kinds.compared_rows] == [
        ("image", 1), ("video", 1), (None, 1),
    ]  # fmt: skip
    days = await run(connection, ask(MAY, metrics=("posts",), by="day", compare=before))
    assert [(row.key, row.figures[0].value) for row in days.rows] == [
        (date(2024, 5, 1), 1),
        (date(2024, 5, 2), 0),
    ]
    assert [(row.key, row.figures[0].value) for row in days.compared_rows] == [
        (date(2024, 4, 29), 2), (date(2024, 4, 30), 1),
    ]  # fmt: skip


async def test_an_account_asked_for_twice_counts_once(connection: Connection) -> None:
    await write(connection, [entry(1, likes=2)])
    result = await run(connection, ask(MAY, (1, 1), metrics=("likes",), by="account"))
    assert [(row.key, row.figures[0].value) for row in result.rows] == [(1, 2)]


async def test_other_peoples_accounts_are_never_touched(connection: Connection) -> None:
    await write(connection, [entry(1, likes=2), entry(2, account_id=3, likes=9)])
    result = await run(connection, ask(MAY, (1,), metrics=("posts", "likes")))
    assert result.totals.figures == (Figure(1, 1, 1), Figure(2, 1, 1))
    nobody = await run(connection, ask(MAY, (), metrics=("posts",), by="account"))
    assert (nobody.rows, nobody.totals.figures) == ((), (Figure(0, 0, 0),))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"metrics": ("fame",)}, "There is no metric named 'fame'."),
        ({"metrics": ()}, "No metric was asked for."),
        ({"by": "mood"}, "Nothing can be grouped by 'mood'."),
        ({"metrics": ("net_sentiment",)}, "it belongs to comments"),
        ({"metrics": ("posts",), "basis": "gained"}, "posts has no meaning on the basis gained"),
        ({"metrics": ("likes",), "basis": "lost"}, "There is no basis 'lost'."),
        (
            {"metrics": ("likes",), "basis": "gained", "by": "hour_of_week"},
            "cannot be grouped by hour_of_week",
        ),
        ({"filters": Filters(counts=(Range(count="fame"),))}, "cannot be chosen by 'fame'"),  # type: ignore[arg-type]
        ({"filters": Filters(counts=(Range(count="likes", least=9, most=8),))}, "at least 9 and at most 8"),
        ({"filters": Filters(weekday=0)}, "There is no weekday 0."),
        ({"filters": Filters(hour=24)}, "There is no hour 24."),
        ({"filters": Filters(kinds=("poem",))}, "There is no kind of post named 'poem'."),  # type: ignore[arg-type]
    ],
)
async def test_what_no_query_can_mean_is_refused(
    connection: Connection, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message) as refused:
        await run(connection, ask(MAY, **wrong))
    assert refused.value.hint
