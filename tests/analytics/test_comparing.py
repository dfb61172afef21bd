"""Accounts beside each other, held against counting every post by hand."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from tests.analytics.world import Entry, wall, within, worlds, write

from cicero.analytics.cache import forget_at_hand
from cicero.analytics.comparing import Comparison, Overlap, compare
from cicero.analytics.head_to_head import Day
from cicero.analytics.result import Figure
from cicero.db import Connection, fetch_value
from cicero.errors import InputError
from cicero.periods import Period, compared

ALL = (1, 2, 3, 4)
MAY = Period(date(2024, 5, 1), date(2024, 5, 4), "Asia/Jakarta")


def entry(post_id: int, account_id: int, day: int, likes: int | None, *tags: str, **more: object) -> Entry:
    published = datetime(2024, 5, day, 3, tzinfo=UTC) + timedelta(minutes=post_id)
    values = {"comments": 0, "shares": 0, **more}
    return Entry(
        account_id=account_id, post_id=post_id, published_at=published, likes=likes, tags=tags, **values
    )  # type: ignore[arg-type]


async def seen_until(connection: Connection, entries: Sequence[Entry], until: datetime) -> None:
    await write(connection, entries)
    await connection.execute("update account set seen_at = %s", [until])


async def test_the_share_of_voice_is_of_what_is_known(connection: Connection) -> None:
    await write(
        connection, [entry(1, 1, 1, 30), entry(2, 2, 1, 60), entry(3, 2, 2, 10), entry(4, 3, 2, None)]
    )
    found = await compare(connection, (1, 2, 3), MAY)
    posts, interactions, views = found.voices
    assert (posts.sum, [share.value for share in posts.shares]) == (Figure(4, 3, 3), [25, 50, 25])
    assert (interactions.sum, interactions.shares) == (
        Figure(100, 2, 3),
        (Figure(30, 1, 1), Figure(70, 2, 2), Figure(None, 0, 1)),
    )
    assert (views.sum, [share.value for share in views.shares]) == (Figure(None, 0, 3), [None] * 3)
    assert [row.key for row in found.table.rows] == [1, 2, 3]


async def test_who_led_on_each_day(connection: Connection) -> None:
    entries = [
        entry(1, 1, 1, 30), entry(2, 2, 1, 60), entry(3, 2, 1, 1),
        entry(4, 1, 2, 5), entry(5, 2, 2, 5),
        entry(6, 1, 3, None), entry(7, 1, 3, 90),
    ]  # fmt: skip
    await seen_until(connection, entries, datetime(2024, 5, 4, 9, tzinfo=UTC))
    posts, interactions, views = (await compare(connection, (1, 2), MAY)).days
    assert posts.days == (Day("led", 2), Day("tied", None), Day("led", 1), Day("silent", None))
    assert (posts.led, posts.decided, posts.of) == ({1: 1, 2: 1}, 2, 4)
    assert interactions.days == (Day("led", 2), Day("tied", None), Day("unknown", None), Day("silent", None))
    assert [day.outcome for day in views.days] == ["unknown"] * 3 + ["silent"]


async def test_a_day_of_which_an_account_is_not_known_has_no_leader(connection: Connection) -> None:
    entries = [entry(1, 1, 2, 30), entry(2, 2, 1, 60), entry(3, 2, 2, 7)]
    await seen_until(connection, entries, datetime(2024, 5, 3, 9, tzinfo=UTC))
    days = (await compare(connection, (1, 2), MAY)).days[0].days
    assert [day.outcome for day in days] == ["unknown", "tied", "silent", "unknown"]
    three = (await compare(connection, (1, 2, 3), MAY)).days[0].days
    assert {day.outcome for day in three} == {"unknown"}


async def test_shared_hashtags_of_each_pair(connection: Connection) -> None:
    await write(
        connection,
        [
            entry(1, 1, 1, 1, "kopi", "gayo"), entry(2, 1, 2, 1, "kopi", "fyp"), entry(3, 2, 1, 1, "kopi"),
            entry(4, 2, 2, 1, "kopi", "fyp", "susu"), entry(5, 3, 2, 1),
        ],
    )  # fmt: skip
    found = await compare(connection, (1, 2, 3), MAY)
    assert found.overlaps == (
        Overlap(one=1, other=2, shared=2, either=4, jaccard=0.5, tags=("kopi", "fyp")),
        Overlap(one=1, other=3, shared=0, either=3, jaccard=0, tags=()),
        Overlap(one=2, other=3, shared=0, either=3, jaccard=0, tags=()),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds())
async def test_everything_is_what_counting_by_hand_finds(
    connection: Connection, world: tuple[Period, list[Entry]]
) -> None:
    period, entries = world
    await seen_until(connection, entries, datetime(2030, 1, 1, tzinfo=UTC))
    found = await compare(connection, ALL, period)
    check_distribution(found, within(entries, period))
    check_overlaps(found, within(entries, period))
    check_days(found, entries, period)


def check_distribution(found: Comparison, rows: Sequence[Entry]) -> None:
    for told in found.distribution:
        mine = [e for e in rows if e.account_id == told.account_id]
        base = {"engagement_rate_followers": "followers", "engagement_rate_views": "views"}.get(told.measure)
        pairs = [(e.interactions, getattr(e, base) if base else None) for e in mine]
        values = [
            i if base is None else 100 * i / b for i, b in pairs if i is not None and (base is None or b)
        ]
        assert (told.n, told.of) == (len(values), len(mine))
        assert told.median == (pytest.approx(statistics.median(values)) if values else None)
        if len(values) > 1:
            low, _, high = statistics.quantiles(values, n=4, method="inclusive")
            assert (told.low, told.high) == (pytest.approx(low), pytest.approx(high))


def check_overlaps(found: Comparison, rows: Sequence[Entry]) -> None:
    tags = {account: {tag for e in rows if e.account_id == account for tag in e.tags} for account in ALL}
    assert [(o.one, o.other, o.shared, o.either) for o in found.overlaps] == [
        (a, b, len(tags[a] & tags[b]), len(tags[a] | tags[b])) for a, b in combinations(ALL, 2)
    ]


def check_days(found: Comparison, entries: Sequence[Entry], period: Period) -> None:
    begun = {
        a: min((wall(e, period).date() for e in entries if e.account_id == a), default=date.max) for a in ALL
    }
    for number, day in enumerate(found.days[1].days):
        at = period.first + timedelta(days=number)
        of = {
            a: [e.interactions for e in entries if e.account_id == a and wall(e, period).date() == at]
            for a in ALL
        }
        if any(begun[a] > at or None in of[a] for a in ALL):
            assert day == Day("unknown", None)
        elif not any(of.values()):
            assert day == Day("silent", None)
        else:
            sums = {a: sum(i for i in of[a] if i is not None) for a in ALL}
            best = [a for a in ALL if sums[a] == max(sums.values())]
            assert day == (Day("led", best[0]) if len(best) == 1 else Day("tied", None))


async def test_a_comparison_that_was_kept_is_the_same_in_every_part(connection: Connection) -> None:
    entries = [entry(n, account, n, 10 * n, "kopi") for n in range(1, 6) for account in (1, 2)]
    await seen_until(connection, entries, MAY.end)
    made = await compare(connection, (1, 2), MAY, compare=compared(MAY, "previous"))
    forget_at_hand()
    assert await compare(connection, (1, 2), MAY, compare=compared(MAY, "previous")) == made
    assert await fetch_value(connection, "select count(*) from result", {}) == 1


@pytest.mark.parametrize("accounts", [(1,), (1, 1), tuple(range(1, 22))])
async def test_one_account_or_a_crowd_is_no_comparison(
    connection: Connection, accounts: tuple[int, ...]
) -> None:
    with pytest.raises(InputError, match="cannot be compared"):
        await compare(connection, accounts, MAY)
