"""What was gained, against looking at every post's looks one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from tests.analytics.test_run import figures, on_worlds
from tests.analytics.world import ACCOUNTS, Entry, once, wall, worlds, write

from cicero.analytics import Dimension, Figure, Filters, Key, Query, Result, run
from cicero.db import Connection
from cicero.periods import Period

COUNTS = ("likes", "comments", "shares", "saves", "views")
METRICS = (*COUNTS, "interactions", "engagement_rate_views")
MAY = Period(date(2024, 5, 1), date(2024, 5, 28), "Asia/Jakarta")


class Look(Struct, frozen=True, kw_only=True):
    """A row of `post_snapshot`."""

    account_id: int
    post_id: int
    observed_at: datetime
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    saves: int | None = None
    views: int | None = None


class Growth(Struct, frozen=True):
    """What one look at a post found more, by count; a count of which that is not known is missing."""

    entry: Entry
    observed_at: datetime
    counts: dict[str, int]


async def write_looks(connection: Connection, looks: Iterable[Look]) -> None:
    """One by one, in that order, as separate fetches would come."""
    for look in looks:
        await connection.execute(
            "insert into post_snapshot"
            " (account_id, post_id, observed_at, likes, comments, shares, saves, views)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s)",
            msgspec.structs.astuple(look),
        )


def growths(period: Period, entry: Entry, looks: list[Look]) -> list[Growth]:
    """One for each look at the post within the period, in order of time."""
    mine = sorted((one for one in looks if same(one, entry)), key=lambda one: one.observed_at)
    found = []
    for number, look in enumerate(mine):
        if not period.start <= look.observed_at < period.end:
            continue
        counts = {}
        for name in COUNTS:
            value = getattr(look, name)
            earlier = [one for one in mine[:number] if getattr(one, name) is not None]
            if value is None:
                continue
            if not earlier:
                if entry.published_at >= period.start:
                    counts[name] = value
            elif mine[number - 1].observed_at >= period.start - timedelta(days=28):
                counts[name] = value - getattr(earlier[-1], name)
        found.append(Growth(entry, look.observed_at, counts))
    return found


def same(look: Look, entry: Entry) -> bool:
    return (look.account_id, look.post_id) == (entry.account_id, entry.post_id)


def expected(found: list[Growth]) -> dict[str, tuple[Any, int, int]]:
    """Each metric as (value, n, of) over these looks."""
    posts: dict[tuple[int, int], dict[str, int]] = {}
    platforms = {}
    for one in found:
        key = one.entry.account_id, one.entry.post_id
        sums = posts.setdefault(key, {})
        platforms[key] = one.entry.platform
        for name, count in one.counts.items():
            sums[name] = sums.get(name, 0) + count
    for key, sums in posts.items():
        parts = ("likes", "comments", "shares") if platforms[key] == "tiktok" else ("likes", "comments")
        if all(part in sums for part in parts):
            sums["interactions"] = sum(sums[part] for part in parts)
    answer: dict[str, tuple[Any, int, int]] = {}
    for name in (*COUNTS, "interactions"):
        known = [sums[name] for sums in posts.values() if name in sums]
        answer[name] = (sum(known) if known else None), len(known), len(posts)
    both = [sums for sums in posts.values() if "interactions" in sums and "views" in sums]
    views = sum(sums["views"] for sums in both)
    rate = 100 * sum(sums["interactions"] for sums in both) / views if views else None
    answer["engagement_rate_views"] = pytest.approx(rate), len(both), len(posts)
    return answer


@st.composite
def watched(draw: st.DrawFn) -> tuple[Period, list[Entry], list[Look]]:
    """A world with looks at its posts from long before the period to after it, in any order."""
    period, entries = draw(worlds())
    count = st.none() | st.integers(0, 9) | st.integers(0, 2_000_000)
    looks = {}
    for entry in entries:
        for _ in range(draw(st.integers(0, 4))):
            hours = draw(st.integers(-24, 24 * period.days + 24) | st.integers(-24 * 40, 24))
            at = max(entry.published_at, period.start + timedelta(hours=hours))
            counts = {name: draw(count) for name in COUNTS}
            look = Look(account_id=entry.account_id, post_id=entry.post_id, observed_at=at, **counts)
            looks[look.account_id, look.post_id, at] = look
    return (
        period,
        [seen_last(entry, looks.values()) for entry in entries],
        draw(st.permutations(list(looks.values()))),
    )


def seen_last(entry: Entry, looks: Iterable[Look]) -> Entry:
    """A post's newest fetch is not before any look at it."""
    last = max(
        (one.observed_at for one in looks if same(one, entry)), default=datetime(2017, 1, 1, tzinfo=UTC)
    )
    return msgspec.structs.replace(entry, observed_at=last)


KEYS: dict[Dimension, Callable[[Growth, Period], set[Key]]] = {
    "day": lambda one, period: {local(one, period)},
    "month": lambda one, period: {local(one, period).replace(day=1)},
    "weekday": lambda one, period: {local(one, period).isoweekday()},
    "account": lambda one, _: {one.entry.account_id},
    "platform": lambda one, _: {one.entry.platform},
    "kind": lambda one, _: {one.entry.kind},
    "hashtag": lambda one, _: set(one.entry.tags),
    "post_age": lambda one, _: {age(one.observed_at - one.entry.published_at)},
}


def local(one: Growth, period: Period) -> date:
    return wall(Entry(account_id=1, post_id=0, published_at=one.observed_at), period).date()


def age(passed: timedelta) -> str:
    bands = {"0-1h": 1, "1-3h": 3, "3-6h": 6, "6-12h": 12, "12-24h": 24, "1-2d": 48, "2-3d": 72, "3-7d": 168}
    bands |= {"7-14d": 336, "14-28d": 672}
    return next((name for name, hours in bands.items() if passed < timedelta(hours=hours)), "28d+")


@pytest.mark.parametrize("by", KEYS)
@on_worlds
@given(world=watched())
async def test_growth_by_every_grouping(
    connection: Connection, world: tuple[Period, list[Entry], list[Look]], by: Dimension
) -> None:
    period, entries, looks = world
    await write(connection, entries)
    await write_looks(connection, looks)
    query = Query(accounts=tuple(ACCOUNTS), metrics=METRICS, period=period, basis="gained", by=by)
    result = await run(connection, query)
    posts = entries if by == "account" else once(entries)
    every = [one for entry in posts for one in growths(period, entry, looks)]
    for number, row in enumerate(result.rows):
        assert figures(result, number) == expected(
            [one for one in every if row.key in KEYS[by](one, period)]
        ), row.key
    assert {key for one in every for key in KEYS[by](one, period)} <= {row.key for row in result.rows}
    alone = [one for entry in once(entries) for one in growths(period, entry, looks)]
    assert figures(result) == expected(alone)


@on_worlds
@given(world=watched())
async def test_the_days_add_up_to_the_period(
    connection: Connection, world: tuple[Period, list[Entry], list[Look]]
) -> None:
    period, entries, looks = world
    await write(connection, entries)
    await write_looks(connection, looks)
    query = Query(accounts=tuple(ACCOUNTS), metrics=COUNTS, period=period, basis="gained", by="day")
    result = await run(connection, query)
    for number in range(len(COUNTS)):
        days = [row.figures[number].value for row in result.rows]
        assert sum(value or 0 for value in days) == (result.totals.figures[number].value or 0)


@on_worlds
@given(world=watched(), shuffle=st.randoms())
async def test_looks_may_come_in_any_order_and_go_again(
    connection: Connection, world: tuple[Period, list[Entry], list[Look]], shuffle: Any
) -> None:
    """Growth stands beside the looks as if they had come in order of time, one at a time."""
    _, entries, looks = world
    await write(connection, entries)
    await write_looks(connection, looks)
    gone = [one for one in looks if shuffle.random() < 0.3]
    for one in gone:
        await connection.execute(
            "delete from post_snapshot where account_id = %s and post_id = %s and observed_at = %s",
            (one.account_id, one.post_id, one.observed_at),
        )
    found = await stored(connection)
    await write(connection, entries)
    left = sorted((one for one in looks if one not in gone), key=lambda one: one.observed_at)
    await write_looks(connection, left)
    assert found == await stored(connection)
    assert len(found) == len(left)


async def stored(connection: Connection) -> list[tuple[Any, ...]]:
    cursor = await connection.execute("select * from post_growth order by 1, 2, 3")
    return await cursor.fetchall()


def at(days: float) -> datetime:
    return MAY.start + timedelta(days=days)


def look(days: float, likes: int | None, **more: Any) -> Look:
    return Look(**{"account_id": 1, "post_id": 1, "observed_at": at(days), "likes": likes} | more)


async def gained(connection: Connection, published: float, looks: list[Look], **more: Any) -> Result:
    newest = max(one.observed_at for one in looks)
    await write(
        connection,
        [Entry(account_id=1, post_id=1, published_at=at(published), observed_at=newest, kind="image")],
    )
    await write_looks(connection, looks)
    query = {"accounts": (1,), "metrics": ("likes",), "period": MAY, "basis": "gained"}
    return await run(connection, Query(**query | more))


@pytest.mark.parametrize(
    ("published", "looks", "figure"),
    [
        (-40, [look(-1, 100), look(3, 130), look(20, 125)], Figure(25, 1, 1)),
        (2, [look(3, 30), look(20, 70)], Figure(70, 1, 1)),  # published in the period: from zero
        (2, [look(3, 30)], Figure(30, 1, 1)),
        (-9, [look(3, 30), look(20, 70)], Figure(40, 1, 1)),  # from the first look in the period
        (-9, [look(3, 30)], Figure(None, 0, 1)),  # nothing to compare it with
        (-40, [look(-27.9, 100), look(3, 130)], Figure(30, 1, 1)),
        (-40, [look(-28.1, 100), look(3, 130), look(4, 131)], Figure(1, 1, 1)),
        (-40, [look(-1, 100)], Figure(None, 0, 0)),  # not seen to change
        (-40, [look(-1, 100), look(28, 130)], Figure(None, 0, 0)),
        (-40, [look(-1, 100), look(3, None, comments=2), look(5, 130)], Figure(30, 1, 1)),
        (-40, [look(-1, 100), look(3, 90)], Figure(-10, 1, 1)),  # counts fall too
    ],
)
async def test_where_growth_starts(
    connection: Connection, published: float, looks: list[Look], figure: Figure
) -> None:
    result = await gained(connection, published, looks)
    assert result.totals.figures == (figure,)


async def test_growth_is_dated_by_the_look_that_found_it(connection: Connection) -> None:
    result = await gained(connection, -40, [look(-1, 100), look(3.5, 130), look(3.6, 131)], by="day")
    known = {row.key: row.figures[0] for row in result.rows if row.figures[0] != Figure(None, 0, 0)}
    assert known == {date(2024, 5, 4): Figure(31, 1, 1)}
    assert result.as_of == (at(3.6), at(3.6))


async def test_followers_stand_beside_what_was_gained(connection: Connection) -> None:
    result = await gained(connection, 2, [look(3, 30)], metrics=("likes", "followers"))
    assert result.totals.figures == (Figure(30, 1, 1), Figure(None, 0, 1))


async def test_filters_are_those_of_the_post(connection: Connection) -> None:
    looks = [look(3, 30)]
    weekday = wall(Entry(account_id=1, post_id=1, published_at=at(2)), MAY).isoweekday()
    for filters, likes in (
        (Filters(kinds=("image",), weekday=weekday, hour=0), 30),
        (Filters(kinds=("video",)), None),
        (Filters(weekday=weekday % 7 + 1), None),
        (Filters(hour=1), None),
    ):
        result = await gained(connection, 2, looks, filters=filters)
        assert result.totals.figures[0].value == likes
