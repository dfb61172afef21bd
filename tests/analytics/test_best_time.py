"""The best time equals a slow count over the posts, and is recommended only where posts stand out."""

from __future__ import annotations

import statistics
from collections import defaultdict
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace
from tests.analytics.world import Entry, once, wall, within, worlds, write

from cicero.analytics.best_time import BestTime, Slot, best_time
from cicero.analytics.result import Figure
from cicero.db import Connection
from cicero.periods import Period

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))
RIPE = timedelta(days=3)


def counted(entries: list[Entry], period: Period) -> dict[tuple[int | None, int | None], list[float]]:
    """Interactions ÷ the account's median of the kind, by weekday and hour, hour, and weekday."""
    mine = [e for e in within(once(entries), period) if e.observed_at - e.published_at >= RIPE]
    usual: dict[tuple[int, str | None], list[int]] = defaultdict(list)
    for e in mine:
        if e.interactions is not None:
            usual[e.account_id, e.kind].append(e.interactions)
    found: dict[tuple[int | None, int | None], list[float]] = defaultdict(list)
    for e in mine:
        middle = statistics.median(usual[e.account_id, e.kind] or [0])
        if e.interactions is not None and middle:
            at = wall(e, period)
            for key in ((at.isoweekday(), at.hour), (None, at.hour), (at.isoweekday(), None), (None, None)):
                found[key].append(e.interactions / middle)
    return found


def test_the_slow_count_counts() -> None:
    early = Entry(account_id=1, post_id=1, published_at=YEAR.start, likes=10, comments=0)
    late = Entry(account_id=1, post_id=2, published_at=YEAR.start + timedelta(hours=1), likes=30, comments=0)
    found = counted([early, late], YEAR)
    assert found[1, 0] == [0.5]
    assert found[None, 1] == [1.5]
    assert found[None, None] == [0.5, 1.5]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds())
async def test_every_cell_is_that_of_a_slow_count(
    connection: Connection, world: tuple[Period, list[Entry]]
) -> None:
    period, entries = world
    await write(connection, entries)
    best = await best_time(connection, (1, 2, 3, 4), period)
    expected = counted(entries, period)
    posts = len(within(once(entries), period))
    whole = expected[None, None]
    assert best.whole == Figure(pytest.approx(statistics.median(whole)) if whole else None, len(whole), posts)
    assert len(best.cells) == 168
    for slot in (*best.cells, *best.hours, *best.weekdays):
        values = expected[slot.weekday, slot.hour]
        assert slot.index.n == len(values)
        assert slot.index.of == len(whole)
        assert slot.index.value == (pytest.approx(statistics.median(values)) if values else None)
        assert slot.low in (None, *values)
        assert not (slot.recommended and slot.index.n < 3)


def year(better: set[int], times: float, seed: int = 4) -> list[Entry]:
    """A post a day at some hour; those at the better hours get so many times as much."""
    chance = Random(seed)
    hours = [chance.choice(range(6, 22)) for _ in range(YEAR.days)]
    return [
        Entry(
            account_id=1,
            post_id=n + 1,
            published_at=YEAR.start + timedelta(days=n, hours=hour),
            kind="video",
            likes=round(chance.lognormvariate(6, 0.45) * (times if hour in better else 1)),
            comments=0,
        )
        for n, hour in enumerate(hours)
    ]


async def ask(connection: Connection, entries: list[Entry], **more: object) -> BestTime:
    await write(connection, entries)
    return await best_time(connection, (1,), YEAR, **more)  # type: ignore[arg-type]


def hours(best: BestTime) -> set[int | None]:
    return {slot.hour for slot in best.hours if slot.recommended}


async def test_hours_that_do_better_are_recommended_the_strongest_first(connection: Connection) -> None:
    best = await ask(connection, year({8, 19}, 2.2))
    assert hours(best) == {8, 19}
    strongest = best.recommended[0]
    assert strongest.hour in (8, 19)
    assert strongest.index.value == pytest.approx(2.2, rel=0.3)
    assert strongest.low is not None
    assert 1.3 < strongest.low <= strongest.index.value
    assert [slot.score for slot in best.recommended] == sorted(
        (s.score for s in best.recommended), reverse=True
    )


async def test_where_nothing_stands_out_nothing_is_recommended(connection: Connection) -> None:
    found = [await ask(connection, year(set(), 1, seed)) for seed in range(12)]
    assert sum(bool(hours(best)) for best in found) <= 1


async def test_more_posts_do_not_make_an_hour_better(connection: Connection) -> None:
    """Ten times as many at noon, none of them better: sums would say noon."""
    noon = YEAR.start + timedelta(hours=12)
    extra = [
        Entry(
            account_id=1, post_id=1000 + n, published_at=noon + timedelta(days=n % 366, minutes=n % 60),
            kind="video", likes=400 + n % 7, comments=0,
        )
        for n in range(1200)
    ]  # fmt: skip
    assert 12 not in hours(await ask(connection, [*year({8}, 2.2), *extra]))


async def test_two_great_posts_are_not_enough_and_three_are(connection: Connection) -> None:
    """Where all others stand at one hour, so that only two hours are tested."""
    night, morning = (YEAR.start + timedelta(hours=hour) for hour in (3, 8))
    usual = [replace(e, published_at=morning + timedelta(days=n)) for n, e in enumerate(year(set(), 1))]
    great = [
        Entry(
            account_id=1, post_id=900 + n, published_at=night + timedelta(days=n), kind="video", likes=90_000,
            comments=0,
        )
        for n in range(3)
    ]  # fmt: skip
    best = await ask(connection, [*usual, *great[:2]])
    assert (hours(best), best.hours[3].index.n, best.hours[3].low) == (set(), 2, None)
    assert hours(await ask(connection, [*usual, *great])) == {3}


async def test_only_the_kinds_asked_for(connection: Connection) -> None:
    image = Entry(account_id=1, post_id=5000, published_at=YEAR.start, kind="image", likes=5, comments=1)
    best = await ask(connection, [*year({8}, 2), image], kinds=("image",))
    assert best.whole == Figure(1.0, 1, 1)
    assert best.as_of == (image.observed_at, image.observed_at)


async def test_nothing_is_known_of_an_account_without_posts(connection: Connection) -> None:
    best = await ask(connection, [])
    assert (best.whole, best.as_of, best.history_since, best.recommended) == (
        Figure(None, 0, 0),
        None,
        None,
        (),
    )
    assert best.cells[0] == Slot(
        weekday=1, hour=0, index=Figure(None, 0, 0), low=None, score=0.0, recommended=False
    )
