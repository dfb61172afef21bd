"""Hashtags and mentions: use, trend, lift and co-use, held against counting every post by hand."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from math import log, sqrt

import pytest
from hypothesis import HealthCheck, given, settings
from tests.analytics.world import Entry, once, within, worlds, write

from cicero.analytics.hashtags import TagUses, co_use, lift, tag_uses
from cicero.analytics.result import Figure
from cicero.analytics.statistics import discoveries, tail
from cicero.db import Connection
from cicero.errors import InputError
from cicero.periods import Period

ALL = (1, 2, 3, 4)
MAY = Period(date(2024, 5, 1), date(2024, 5, 31), "UTC")
APRIL = Period(date(2024, 4, 1), date(2024, 4, 30), "UTC")


def entry(
    post_id: int, *tags: str, day: int = 1, month: int = 5, account_id: int = 1, **more: object
) -> Entry:
    published = datetime(2024, month, day, 12, tzinfo=UTC) + timedelta(minutes=post_id)
    return Entry(account_id=account_id, post_id=post_id, published_at=published, tags=tags, **more)  # type: ignore[arg-type]


def counted(entries: Sequence[Entry], period: Period) -> dict[str, tuple[int, int, Figure]]:
    """Posts, accounts and interactions of each tag, post by post."""
    rows = within(entries, period)
    found = {}
    for tag in {tag for e in rows for tag in e.tags}:
        posts = [e for e in once(rows) if tag in e.tags]
        known = [e.interactions for e in posts if e.interactions is not None]
        accounts = len({e.account_id for e in rows if tag in e.tags})
        found[tag] = len(posts), accounts, Figure(sum(known) if known else None, len(known), len(posts))
    return found


def told(found: TagUses) -> dict[str, tuple[int, int, Figure]]:
    return {row.tag: (row.posts, row.accounts, row.interactions) for row in found.rows if row.posts}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds())
async def test_use_is_what_counting_by_hand_finds(
    connection: Connection, world: tuple[Period, list[Entry]]
) -> None:
    period, entries = world
    await write(connection, entries)
    compare = Period(period.first - timedelta(days=3), period.first - timedelta(days=1), period.zone)
    found = await tag_uses(connection, ALL, period, compare=compare)
    assert told(found) == counted(entries, period)
    assert found.posts == len(once(within(entries, period)))
    assert found.tags == len(told(found))
    if found.trend_unknown is None:
        before = {tag: posts for tag, (posts, _, _) in counted(entries, compare).items()}
        assert {row.tag: row.before for row in found.rows if row.before} == before


async def test_a_trend_weighs_shares_with_the_evidence(connection: Connection) -> None:
    uses = [("kopi", 4, 6), ("kopi", 5, 2), ("gayo", 5, 9), ("gayo", 4, 2), ("fyp", 4, 5), ("fyp", 5, 5)]
    entries = [entry(0, month=3)]
    for tag, month, times in uses:
        entries += [entry(100 + len(entries) + n, tag, month=month) for n in range(times)]
    await write(connection, entries)
    found = await tag_uses(connection, ALL, MAY, compare=APRIL, order="rising")
    assert [row.tag for row in found.rows] == ["gayo", "fyp", "kopi"]
    assert (found.uses, found.uses_before, found.compared) == (16, 13, Figure(1, 1, 1))
    now, before, prior, uses_now, uses_before, all_prior = 9, 2, 1.1, 16, 13, 2.9
    ratio = log((now + prior) / (uses_now + all_prior - now - prior)) - log(
        (before + prior) / (uses_before + all_prior - before - prior)
    )
    assert found.rows[0].trend == pytest.approx(ratio / sqrt(1 / (now + prior) + 1 / (before + prior)))
    falling = await tag_uses(connection, ALL, MAY, compare=APRIL, order="falling", limit=1)
    assert [row.tag for row in falling.rows] == ["kopi"]


async def test_rising_is_what_so_many_tags_would_not_do_by_chance(connection: Connection) -> None:
    few = [("gayo", 1, 30), ("kopi", 4, 22), ("pagi", 20, 14), ("fyp", 60, 50)]
    many = [*few, *[(f"t{n}", 2, 2) for n in range(30)]]
    told = {}
    for uses in (few, many):
        await connection.execute("truncate post")
        entries = [entry(0, month=3)]
        for tag, before, now in uses:
            for month, times in ((4, before), (5, now)):
                entries += [entry(len(entries) + n, tag, month=month) for n in range(times)]
        await write(connection, entries)
        rows = (await tag_uses(connection, ALL, MAY, compare=APRIL)).rows
        believed = discoveries([tail(row.trend or 0) for row in rows], 0.01)
        assert [row.rising for row in rows] == believed
        fallen = discoveries([tail(-(row.trend or 0)) for row in rows], 0.01)
        assert [row.falling for row in rows] == fallen
        told[len(uses)] = [{r.tag for r in rows if (r.trend or 0) > 2.33}, {r.tag for r in rows if r.rising}]
        for place, row in enumerate(rows):
            page = await tag_uses(connection, ALL, MAY, compare=APRIL, limit=1, offset=place)
            assert page.rows == (row,)
    assert told == {4: [{"gayo", "kopi"}, {"gayo", "kopi"}], 34: [{"gayo", "kopi"}, {"gayo"}]}


async def test_falling_is_told_as_rising_is(connection: Connection) -> None:
    entries = [entry(0, month=3)]
    for tag, before, now in [("gayo", 30, 1), ("pagi", 12, 14), ("sore", 6, 2), *[("fyp", 50, 60)]]:
        for month, times in ((4, before), (5, now)):
            entries += [entry(len(entries) + n, tag, month=month) for n in range(times)]
    await write(connection, entries)
    rows = (await tag_uses(connection, ALL, MAY, compare=APRIL, order="falling")).rows
    assert [(row.tag, row.falling) for row in rows[:2]] == [("gayo", True), ("sore", False)]


async def test_a_part_of_the_tag_finds_it_and_changes_no_trend(connection: Connection) -> None:
    uses = [("kopisusu", 4, 2), ("kopi", 5, 9), ("gayo", 5, 1), ("100%kopi", 5, 3)]
    entries = [entry(0, month=3)]
    for tag, month, times in uses:
        entries += [entry(len(entries) + n, tag, month=month) for n in range(times)]
    await write(connection, entries)
    every = await tag_uses(connection, ALL, MAY, compare=APRIL, order="accounts")
    some = await tag_uses(connection, ALL, MAY, compare=APRIL, order="accounts", containing="Kopi", limit=2)
    assert [row.tag for row in every.rows] == ["kopi", "100%kopi", "gayo", "kopisusu"]
    assert some.rows == every.rows[:2]
    assert (some.matching, some.tags, every.matching) == (3, 3, 4)
    found = await tag_uses(connection, ALL, MAY, compare=APRIL, containing="%k")
    assert [row.tag for row in found.rows] == ["100%kopi"]


async def test_a_shared_post_counts_once_now_and_before(connection: Connection) -> None:
    alone = [entry(n, "kopi", account_id=2, month=month) for n, month in [(1, 3), (2, 4), (3, 5)]]
    first = [entry(n, "kopi", month=month, likes=4, comments=0) for n, month in [(5, 3), (6, 4), (7, 5)]]
    again = [entry(n, "kopi", month=month, likes=4, comments=0, account_id=2, also_under=(1,))
             for n, month in [(5, 3), (6, 4), (7, 5)]]  # fmt: skip
    await write(connection, [*alone, *first, *again])
    (row,) = (await tag_uses(connection, (1, 2), MAY, compare=APRIL)).rows
    assert (row.posts, row.before, row.accounts, row.interactions) == (2, 2, 2, Figure(4, 1, 2))
    (row,) = (await tag_uses(connection, (2,), MAY, compare=APRIL)).rows
    assert (row.posts, row.before, row.accounts) == (2, 2, 1)


async def test_a_period_begins_and_ends_to_the_second(connection: Connection) -> None:
    edges = [MAY.start - timedelta(seconds=1), MAY.start, MAY.end - timedelta(seconds=1), MAY.end]
    await write(
        connection,
        [Entry(account_id=1, post_id=n, published_at=at, tags=(f"t{n}",)) for n, at in enumerate(edges)],
    )
    assert [row.tag for row in (await tag_uses(connection, ALL, MAY)).rows] == ["t1", "t2"]
    assert (await co_use(connection, ALL, MAY, "t0")).carrying == 0
    assert [(await lift(connection, ALL, MAY, [f"t{n}"]))[f"t{n}"].lift.of for n in range(4)] == [0, 1, 1, 0]


async def test_a_trend_without_history_is_unknown_and_says_why(connection: Connection) -> None:
    await write(connection, [entry(1, "kopi"), entry(2, "kopi", month=4, day=2)])
    found = await tag_uses(connection, ALL, MAY, compare=APRIL)
    assert (found.trend_unknown, found.compared) == ("history_too_short", Figure(0, 0, 1))
    assert [(row.trend, row.before, row.rising) for row in found.rows] == [(None, None, None)]
    assert found.history_since == datetime(2024, 4, 2, 12, 2, tzinfo=UTC)
    assert (await tag_uses(connection, ALL, MAY)).trend_unknown == "not_compared"


async def test_pages_follow_each_other(connection: Connection) -> None:
    await write(connection, [entry(n, *["a", "b", "c"][: 1 + n % 3], likes=1, comments=n) for n in range(9)])
    pages = [await tag_uses(connection, ALL, MAY, limit=2, offset=at) for at in (0, 2)]
    assert [[row.tag for row in page.rows] for page in pages] == [["a", "b"], ["c"]]
    assert [page.tags for page in pages] == [3, 3]
    most = await tag_uses(connection, ALL, MAY, order="interactions", limit=1)
    assert most.rows[0].interactions == Figure(45, 9, 9)


async def test_mentions_are_asked_for_by_their_sign(connection: Connection) -> None:
    await write(connection, [entry(1, "kopi", mentions=("petani",))])
    assert [row.tag for row in (await tag_uses(connection, ALL, MAY, sign="@")).rows] == ["petani"]


async def test_lift_is_against_the_accounts_own_usual_post_of_that_kind(connection: Connection) -> None:
    small = [
        entry(n, *(["kopi"] if n > 2 else []), likes=10 * n, comments=0, kind="image") for n in range(1, 6)
    ]
    large = [
        entry(10 + n, *(["kopi"] if n < 4 else []), account_id=2, likes=1000 * n, comments=0, kind="video")
        for n in range(1, 6)
    ]
    lone = [entry(30, "kopi", "sendiri", likes=7, comments=0, kind="carousel")]
    await write(connection, small + large + lone)
    found = await lift(connection, ALL, MAY, ["kopi", "sendiri", "none"])
    relative = [3 / 3, 4 / 3, 5 / 3, 1 / 3, 2 / 3, 3 / 3]
    assert found["kopi"].lift == Figure(pytest.approx(statistics.median(relative)), 6, 7)
    assert found["sendiri"].lift == Figure(None, 0, 1)
    assert found["none"].lift == Figure(None, 0, 0)


async def test_pairs_lead_by_evidence_not_by_rarity(connection: Connection) -> None:
    often = [entry(n, "kopi", "gayo") for n in range(8)] + [entry(20 + n, "gayo") for n in range(2)]
    rest = [entry(40 + n, "fyp") for n in range(10)] + [
        entry(60, "kopi", "langka"),
        entry(61, "kopi", "langka"),
    ]
    await write(connection, [*often, *rest, entry(70, "kopi", "sekali")])
    found = await co_use(connection, ALL, MAY, "kopi")
    assert (found.carrying, found.posts) == (11, 23)
    assert [(p.tag, p.together, p.posts) for p in found.partners] == [("gayo", 8, 10), ("langka", 2, 2)]
    assert found.partners[0].share == 8 / 13
    alone = await co_use(connection, ALL, MAY, "fyp")
    assert (alone.carrying, alone.partners) == (10, ())


async def test_a_shared_post_pairs_once(connection: Connection) -> None:
    both = [entry(n, "kopi", "gayo") for n in range(3)]
    again = [entry(n, "kopi", "gayo", account_id=2, also_under=(1,)) for n in range(3)]
    await write(connection, [*both, *again, entry(9, account_id=2)])
    found = await co_use(connection, ALL, MAY, "kopi")
    assert (found.carrying, found.posts, found.partners[0].together) == (3, 4, 3)
    assert (await co_use(connection, (2,), MAY, "kopi")).carrying == 3
    assert (await lift(connection, ALL, MAY, ["kopi"]))["kopi"].lift.of == 3


@pytest.mark.parametrize("wrong", [{"order": "fame"}, {"limit": 0}, {"offset": -1}, {"sign": "!"}])
async def test_what_is_no_question_is_refused(connection: Connection, wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        await tag_uses(connection, ALL, MAY, **wrong)  # type: ignore[arg-type]
