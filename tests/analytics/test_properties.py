"""What must hold of every answer, over invented worlds and over real exports: it is the obvious one."""

from __future__ import annotations

import zoneinfo
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analytics import obvious
from tests.analytics.world import ACCOUNTS, METHODS, TAGS, TURNS, Entry, worlds, write
from tests.ingest.conftest import OPTIONS

from cicero import clients
from cicero.analytics import DIMENSIONS, Filters, Query, Result, Row, run, run_anew
from cicero.db import Connection, Pool
from cicero.ingest import Import, ImportOptions, import_paths
from cicero.metrics import METRICS
from cicero.periods import Period, compared

POST_METRICS = tuple(METHODS)
ACCOUNT_METRICS = tuple(obvious.FOLLOWERS)
EMPTY = tuple(name for name in POST_METRICS if not name.startswith("posting_frequency"))
"""Known of a group without posts; a weekday that is not in the period has no days."""
WITH_ACCOUNTS = (None, "account", "platform")
"""Groupings in which followers are the obvious ones too; their series has tests of its own."""
GROUPINGS = [by for by in DIMENSIONS if by in obvious.KEYS]
ONE_PLACE = [by for by in GROUPINGS if by not in obvious.MANY_PLACES]
ADDITIVE = ("posts", "likes", "comments", "shares", "saves", "views", "interactions")

on_worlds = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
some_accounts = st.sets(st.sampled_from(sorted(ACCOUNTS)), min_size=1).map(lambda ids: tuple(sorted(ids)))
filters = st.builds(
    Filters,
    kinds=st.sets(st.sampled_from(["image", "carousel", "video", "photos"])).map(
        lambda some: tuple(sorted(some))
    ),
    hashtag=st.none() | st.none() | st.sampled_from(TAGS),
    weekday=st.none() | st.none() | st.integers(1, 7),
    hour=st.none() | st.none() | st.integers(0, 23),
)
samples = st.lists(
    st.tuples(st.sampled_from(sorted(ACCOUNTS)), st.integers(-60, 60), st.integers(0, 10**7)),
    max_size=12,
    unique_by=lambda sample: sample[:2],
)
"""(account, days from the period's start, followers)."""


def metrics_for(by: str | None) -> tuple[str, ...]:
    return POST_METRICS + ACCOUNT_METRICS if by in WITH_ACCOUNTS else POST_METRICS


def told(result: Result, row: Row) -> dict[str, Any]:
    pairs = zip(result.metrics, row.figures, strict=True)
    return {metric.name: (figure.value, figure.n, figure.of) for metric, figure in pairs}


def near(figures: obvious.Figures) -> dict[str, Any]:
    """Sums are exact; quotients may differ in the last digit."""
    return {
        name: (pytest.approx(value, rel=1e-12) if isinstance(value, float) else value, n, of)
        for name, (value, n, of) in figures.items()
    }


def held_against(world: obvious.World, result: Result) -> None:
    """Fail unless totals, every row and what they are compared with are the obvious ones."""
    query = result.query
    assert told(result, result.totals) == near(obvious.totals(world, query))
    sides = [(query, result.rows)]
    if query.compare is not None and result.compared_totals is not None:
        before = msgspec.structs.replace(query, period=query.compare)
        assert told(result, result.compared_totals) == near(obvious.totals(world, before))
        sides.append((before, result.compared_rows))
    for asked, rows in sides:
        if asked.by is None:
            assert rows == ()
            continue
        expected = obvious.groups(world, asked)
        assert {row.key for row in rows} >= set(expected)
        for row in rows:
            # A row without posts stands there for its place in a series, week or comparison.
            empty = obvious._told(world, asked, [], set(), asked.period.days)
            figures = expected.get(row.key, empty)
            names = metrics_for(asked.by) if row.key in expected else EMPTY
            assert {name: told(result, row)[name] for name in names} == {
                name: near(figures)[name] for name in names
            }, row.key


@pytest.mark.parametrize("by", [None, *GROUPINGS])
@on_worlds
@given(
    world=worlds(),
    accounts=some_accounts,
    filters=filters,
    samples=samples,
    compare=st.sampled_from(["none", "previous", "weekdays", "year"]),
)
async def test_every_answer_is_the_obvious_one(
    connection: Connection, world: Any, accounts: Any, filters: Filters, samples: Any, compare: Any, by: Any
) -> None:
    period, entries = world
    await write(connection, entries)
    for account, days, followers in samples:
        await connection.execute(
            "insert into account_snapshot (account_id, observed_at, followers) values (%s, %s, %s)",
            [account, period.start + timedelta(days=days), followers],
        )
    query = Query(
        accounts=accounts, metrics=metrics_for(by), period=period, compare=compared(period, compare), by=by,
        filters=filters,
    )  # fmt: skip
    held_against(await obvious.read(connection), await run(connection, query))


@pytest.mark.parametrize("by", ONE_PLACE)
@on_worlds
@given(world=worlds(), accounts=some_accounts, filters=filters)
async def test_where_a_post_has_one_place_the_groups_add_up_to_the_total(
    connection: Connection, world: Any, accounts: Any, filters: Filters, by: Any
) -> None:
    period, entries = world
    await write(connection, entries)
    query = Query(accounts=accounts, metrics=ADDITIVE, period=period, by=by, filters=filters)
    result = await run(connection, query)
    for number, total in enumerate(result.totals.figures):
        figures = [row.figures[number] for row in result.rows]
        assert sum(figure.value or 0 for figure in figures) == (total.value or 0)
        assert (sum(figure.n for figure in figures), sum(figure.of for figure in figures)) == (
            total.n,
            total.of,
        )


@on_worlds
@given(world=worlds(), by=st.sampled_from([None, *GROUPINGS]), accounts=some_accounts)
async def test_a_period_differs_from_itself_by_nothing(
    connection: Connection, world: Any, by: Any, accounts: Any
) -> None:
    period, entries = world
    await write(connection, entries)
    query = Query(accounts=accounts, metrics=metrics_for(by), period=period, compare=period, by=by)
    result = await run(connection, query)
    assert result.compared_totals == result.totals
    assert result.compared_rows == result.rows


NOTHING_KNOWN = ("likes", "comments", "shares", "saves", "views", "followers")


@on_worlds
@given(world=worlds(), unknown=st.integers(1, 5), by=st.sampled_from([None, "platform"]))
async def test_posts_of_which_nothing_is_known_change_no_figure_of_the_known(
    connection: Connection, world: Any, unknown: int, by: Any
) -> None:
    period, entries = world
    names = tuple(name for name in POST_METRICS if not METRICS[name].name.startswith("post"))
    query = Query(accounts=tuple(ACCOUNTS), metrics=names, period=period, by=by)
    await write(connection, entries)
    before = await run(connection, query)
    blank = [
        Entry(account_id=1, post_id=9_000 + number, published_at=period.start) for number in range(unknown)
    ]
    await write(connection, [*entries, *blank])
    after = await run(connection, query)
    rows = [(before.totals, after.totals)]
    rows += zip(before.rows[:1], after.rows[:1], strict=True)
    for one, other in rows:
        for name, figure, again in zip(names, one.figures, other.figures, strict=True):
            if figure.of:
                assert (again.value, again.n, again.of) == (figure.value, figure.n, figure.of + unknown), name


ZONES = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})


@on_worlds
@given(world=worlds(), zone=st.sampled_from(ZONES))
async def test_another_zone_moves_posts_between_days_and_loses_none(
    connection: Connection, world: Any, zone: str
) -> None:
    period, entries = world
    await write(connection, entries)
    first, last = period.first - timedelta(days=3), period.last + timedelta(days=3)
    counts = {}
    for name in (period.zone, zone):
        query = Query(accounts=(1, 3), metrics=("posts", "likes"), period=Period(first, last, name), by="day")
        result = await run(connection, query)
        counts[name] = [figure.value for figure in result.totals.figures]
        days = Counter(
            entry.published_at.astimezone(zoneinfo.ZoneInfo(name)).date()
            for entry in {e.post_id: e for e in entries if e.account_id in (1, 3)}.values()
        )
        assert {row.key: row.figures[0].value for row in result.rows if row.figures[0].value} == days
    assert counts[zone] == counts[period.zone]


@pytest.mark.parametrize(("zone", "day"), TURNS)
async def test_a_day_has_as_many_hours_as_the_clock_gives_it(
    connection: Connection, zone: str, day: date
) -> None:
    def midnight(of: date) -> datetime:
        return datetime(of.year, of.month, of.day, tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(UTC)

    days = [day + timedelta(days=number) for number in (-1, 0, 1)]
    quarters = range(4 * 96)
    start = midnight(days[0])
    await write(
        connection,
        [Entry(account_id=1, post_id=n, published_at=start + timedelta(minutes=15 * n)) for n in quarters],
    )
    query = Query(accounts=(1,), metrics=("posts",), period=Period(days[0], days[-1], zone), by="day")
    result = await run(connection, query)
    lengths = [(midnight(one + timedelta(days=1)) - midnight(one)) / timedelta(minutes=15) for one in days]
    assert [row.figures[0].value for row in result.rows] == lengths
    assert len(set(lengths)) > 1


REAL = [
    "tiktok-web-items", "zeeschuimer-tiktok", "zeeschuimer-instagram", "apify-instagram", "follower-history",
    "meta-business-suite", "scrapfly", "socialinsider-csv",
]  # fmt: skip


@pytest.fixture
async def real_world(pool: Pool, real_data: Path, tmp_path: Path) -> obvious.World:
    """All real exports imported into one database."""
    async with pool.connection() as connection:
        client, _ = await clients.ensure(connection, "kopi")
    for folder in REAL:
        options = OPTIONS.get(folder, ImportOptions())
        ingest = Import(
            pool=pool, client_id=client.client_id, options=options, data_dir=tmp_path, progress=lambda _: None
        )
        await import_paths(ingest, [real_data / folder])
    async with pool.connection() as connection:
        return await obvious.read(connection)


async def test_of_real_exports_too(connection: Connection, real_world: obvious.World) -> None:
    accounts = tuple(sorted(real_world.platforms))
    assert len(real_world.posts) > 6_000
    newest = max(post.published_at for post in real_world.posts).date()
    periods = [
        Period(date(2015, 1, 1), date(2026, 12, 31), "Asia/Jakarta"),
        Period(newest - timedelta(days=89), newest, "America/New_York"),
        Period(date(2024, 10, 1), date(2025, 4, 30), "Asia/Kathmandu"),
    ]
    for period in periods:
        for by in (None, *GROUPINGS):
            if by == "day" and period.days > 400:
                continue
            for some in (accounts, accounts[:1], accounts[::3]):
                before = compared(period, "previous") if period.days < 400 else None
                query = Query(
                    accounts=some, metrics=metrics_for(by), period=period, compare=before, by=by
                )  # fmt: skip
                held_against(real_world, await run_anew(connection, query))
