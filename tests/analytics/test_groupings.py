"""Every grouping and every filter against choosing the posts by hand, over worlds in awkward zones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.test_run import ask, expected, figures, on_worlds
from tests.analytics.world import TAGS, Entry, once, wall, within, worlds, write

from cicero.analytics import Dimension, Filters, Key, Range, run
from cicero.db import Connection
from cicero.periods import Period


async def grouped(
    connection: Connection,
    world: tuple[Period, list[Entry]],
    by: Dimension,
    keys: Callable[[Entry], set[Key]],
    days: dict[Key, int] | None = None,
) -> list[Key]:
    """Hold every row of that grouping against the posts of its key; the keys of the rows."""
    period, entries = world
    await write(connection, entries)
    result = await run(connection, ask(period, by=by))
    rows = within(entries, period)
    posts = rows if by == "account" else once(rows)
    for number, row in enumerate(result.rows):
        mine = [e for e in posts if row.key in keys(e)]
        length = days[row.key] if days else period.days
        if length:
            assert figures(result, number) == expected(mine, length), row.key
    assert figures(result) == expected(once(rows), period.days)
    found = [row.key for row in result.rows]
    assert {key for e in posts for key in keys(e)} <= set(found)
    return found


@on_worlds
@given(world=worlds())
async def test_hour_of_week(connection: Connection, world: tuple[Period, list[Entry]]) -> None:
    def key(entry: Entry) -> set[Key]:
        return {(wall(entry, world[0]).isoweekday(), wall(entry, world[0]).hour)}

    found = await grouped(connection, world, "hour_of_week", key)
    assert found == [(weekday, hour) for weekday in range(1, 8) for hour in range(24)]


@on_worlds
@given(world=worlds())
async def test_hour(connection: Connection, world: tuple[Period, list[Entry]]) -> None:
    assert await grouped(connection, world, "hour", lambda e: {wall(e, world[0]).hour}) == list(range(24))


@on_worlds
@given(world=worlds())
async def test_weekday(connection: Connection, world: tuple[Period, list[Entry]]) -> None:
    """Posts per day are over as many days as the period has of that weekday."""
    period = world[0]
    dates = [period.first + timedelta(days=n) for n in range(period.days)]
    days: dict[Key, int] = {day: sum(one.isoweekday() == day for one in dates) for day in range(1, 8)}
    found = await grouped(connection, world, "weekday", lambda e: {wall(e, period).isoweekday()}, days)
    assert found == list(range(1, 8))


@on_worlds
@given(world=worlds())
async def test_accounts(connection: Connection, world: tuple[Period, list[Entry]]) -> None:
    assert await grouped(connection, world, "account", lambda e: {e.account_id}) == [1, 2, 3, 4]


@on_worlds
@given(world=worlds())
async def test_platforms(connection: Connection, world: tuple[Period, list[Entry]]) -> None:
    found = await grouped(connection, world, "platform", lambda e: {e.platform})
    assert found == ["instagram", "tiktok"]


@on_worlds
@given(world=worlds())
async def test_kinds(connection: Connection, world: tuple[Period, list[Entry]]) -> None:
    found = await grouped(connection, world, "kind", lambda e: {e.kind})
    order = ["image", "carousel", "video", "photos", None]
    assert found == sorted(set(found), key=lambda kind: order.index(kind))  # type: ignore[arg-type]


@on_worlds
@given(world=worlds())
async def test_hashtags(connection: Connection, world: tuple[Period, list[Entry]]) -> None:
    found = await grouped(connection, world, "hashtag", lambda e: set(e.tags))
    posts = once(within(world[1], world[0]))
    uses = {tag: sum(tag in e.tags for e in posts) for tag in TAGS}
    assert found == sorted((tag for tag in TAGS if uses[tag]), key=lambda tag: (-uses[tag], tag))


@on_worlds
@given(world=worlds())
async def test_mentions(connection: Connection, world: tuple[Period, list[Entry]]) -> None:
    found = await grouped(connection, world, "mention", lambda e: set(e.mentions))
    assert set(found) == {tag for e in within(world[1], world[0]) for tag in e.mentions}


def band(value: float | None, *bands: tuple[str, float]) -> set[Key]:
    """The first band whose end lies beyond the value."""
    if value is None:
        return {None}
    return {next(name for name, end in bands if value < end)}


LONG = float("inf")
HOUR, DAY = 3600, 86400


@on_worlds
@given(world=worlds())
async def test_caption_length(connection: Connection, world: tuple[Period, list[Entry]]) -> None:
    def key(entry: Entry) -> set[Key]:
        length = None if entry.caption is None else len(entry.caption)
        return band(
            length, ("0", 1), ("1-49", 50), ("50-124", 125), ("125-299", 300), ("300-599", 600),
            ("600-1199", 1200), ("1200+", LONG),
        )  # fmt: skip

    await grouped(connection, world, "caption_length", key)


@on_worlds
@given(world=worlds())
async def test_video_length(connection: Connection, world: tuple[Period, list[Entry]]) -> None:
    def key(entry: Entry) -> set[Key]:
        return band(
            entry.duration, ("0-15s", 15), ("15-30s", 30), ("30-60s", 60), ("60-90s", 90), ("90-180s", 180),
            ("180-600s", 600), ("600s+", LONG),
        )  # fmt: skip

    await grouped(connection, world, "video_length", key)


@on_worlds
@given(world=worlds(), hours=st.lists(st.integers(0, 40 * 24), min_size=1))
async def test_post_age(connection: Connection, world: tuple[Period, list[Entry]], hours: list[int]) -> None:
    def aged(entry: Entry) -> Entry:
        """Fetched last so many hours after its publication."""
        age = timedelta(hours=hours[entry.post_id % len(hours)])
        return msgspec.structs.replace(entry, observed_at=entry.published_at + age)

    def key(entry: Entry) -> set[Key]:
        return band(
            (entry.observed_at - entry.published_at).total_seconds(),
            ("0-1h", HOUR), ("1-3h", 3 * HOUR), ("3-6h", 6 * HOUR), ("6-12h", 12 * HOUR), ("12-24h", DAY),
            ("1-2d", 2 * DAY), ("2-3d", 3 * DAY), ("3-7d", 7 * DAY), ("7-14d", 14 * DAY),
            ("14-28d", 28 * DAY), ("28d+", LONG),
        )  # fmt: skip

    await grouped(connection, (world[0], [aged(entry) for entry in world[1]]), "post_age", key)


some_ranges = st.lists(
    st.builds(
        Range,
        count=st.sampled_from(["likes", "comments", "shares", "saves", "views", "interactions"]),
        least=st.none() | st.integers(0, 9),
        most=st.none() | st.integers(9, 2_000_000),
    ),
    max_size=2,
)


def in_range(entry: Entry, wanted: Range) -> bool:
    value = getattr(entry, wanted.count)
    if wanted.least is None and wanted.most is None:
        return True
    least = 0 if wanted.least is None else wanted.least
    return value is not None and least <= value <= (10**9 if wanted.most is None else wanted.most)


@on_worlds
@given(
    world=worlds(),
    ranges=some_ranges,
    mention=st.none() | st.sampled_from(TAGS),
    text=st.sampled_from([None, "KOPI", "gayo", "gayó", "pagi", "%", "_susu 1"]),
)
async def test_filters_on_counts_mentions_and_text(
    connection: Connection,
    world: tuple[Period, list[Entry]],
    ranges: list[Range],
    mention: str | None,
    text: str | None,
) -> None:
    def written(entry: Entry) -> str:
        return (entry.caption or "").lower().replace("ó", "o").replace("𝗞𝗼𝗽𝗶".lower(), "kopi")

    period, entries = world
    await write(connection, entries)
    filters = Filters(counts=tuple(ranges), mention=mention, text=text)
    result = await run(connection, ask(period, by="kind", filters=filters))
    posts = [
        e
        for e in once(within(entries, period))
        if all(in_range(e, wanted) for wanted in ranges)
        and (mention is None or mention in e.mentions)
        and (text is None or text.lower().replace("ó", "o") in written(e))
    ]
    assert figures(result) == expected(posts, period.days)


@on_worlds
@given(
    world=worlds(),
    kinds=st.sets(st.sampled_from(["image", "video"])),
    hashtag=st.none() | st.sampled_from(TAGS),
    weekday=st.none() | st.integers(1, 7),
    hour=st.none() | st.integers(0, 23),
)
async def test_filters(
    connection: Connection,
    world: tuple[Period, list[Entry]],
    kinds: Any,
    hashtag: str | None,
    weekday: int | None,
    hour: int | None,
) -> None:
    period, entries = world
    await write(connection, entries)
    filters = Filters(kinds=tuple(kinds), hashtag=hashtag, weekday=weekday, hour=hour)
    result = await run(connection, ask(period, by="day", filters=filters))
    posts = [
        e
        for e in once(within(entries, period))
        if (not kinds or e.kind in kinds)
        and (hashtag is None or hashtag in e.tags)
        and weekday in (None, wall(e, period).isoweekday())
        and hour in (None, wall(e, period).hour)
    ]
    assert figures(result) == expected(posts, period.days)
    assert sum(row.figures[0].value or 0 for row in result.rows) == len(posts)
