"""Answers kept: the same as made anew, outdated by exactly what touches their accounts, made once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analytics.counting import MAY, NOON, QUERY, WORLD, Answer, Counter, kept
from tests.analytics.world import ACCOUNTS, Entry, worlds, write

from cicero import accounts, analytics, posts
from cicero.analytics import DIMENSIONS, Query, cache, pack, run_anew, unpack
from cicero.db import APP_ROLE, EVERYTHING, Connection, Pool, Scope, fetch_value, open_pool, scoped
from cicero.errors import InputError
from cicero.metrics import METRICS
from cicero.once import being_made
from cicero.periods import Period
from cicero.records import AccountRef, Counts, Post, Profile


@pytest.fixture(autouse=True)
def nothing_held() -> Iterator[None]:
    cache.forget_at_hand()
    yield
    assert being_made() == 0


@pytest.fixture
async def world(connection: Connection) -> Connection:
    await write(connection, WORLD)
    return connection


@pytest.fixture
def counter() -> Counter:
    return Counter()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    world=worlds(),
    by=st.sampled_from([None, *DIMENSIONS]),
    compare=st.booleans(),
    held=st.booleans(),
)
async def test_what_is_kept_is_what_would_be_made(
    connection: Connection, world: tuple[Period, list[Entry]], by: Any, compare: bool, held: bool
) -> None:
    period, entries = world
    await write(connection, entries)
    names = tuple(
        name
        for name, metric in METRICS.items()
        if metric.source == "post" or (metric.source == "account" and by in (None, "day", "account"))
    )
    query = Query(
        accounts=tuple(ACCOUNTS), metrics=names, period=period, compare=period if compare else None, by=by
    )
    made = await run_anew(connection, query)
    assert unpack(query, pack(made)) == made
    assert await analytics.run(connection, query) == made
    if not held:
        cache.forget_at_hand()
    assert await analytics.run(connection, query) == made


async def test_asked_again_it_is_not_made_again(world: Connection, counter: Counter) -> None:
    first = await counter.ask(world, QUERY)
    assert await counter.ask(world, QUERY) is first
    cache.forget_at_hand()
    assert await counter.ask(world, QUERY) == first
    assert counter.times == 1


OTHERS = [
    ((msgspec.structs.replace(QUERY, accounts=(1, 3)),), {}),
    ((msgspec.structs.replace(QUERY, accounts=(1,)),), {}),
    ((msgspec.structs.replace(QUERY, by="day"),), {}),
    ((msgspec.structs.replace(QUERY, period=Period(MAY.first, MAY.last, "UTC")),), {}),
    ((QUERY, 11), {}),
    ((QUERY,), {"limit": 11}),
]


@pytest.mark.parametrize(("args", "named"), OTHERS)
async def test_another_question_has_another_answer(
    world: Connection, counter: Counter, args: Any, named: Any
) -> None:
    await counter.ask(world, QUERY)
    await counter.ask(world, *args, **named)
    assert counter.times == 2


async def test_the_same_question_however_it_is_written(world: Connection, counter: Counter) -> None:
    await counter.ask(world, QUERY)
    await counter.ask(world, QUERY, 10)
    await counter.ask(world, QUERY, limit=10)
    assert counter.times == 1


CHANGES = [
    "insert into post (account_id, post_id, platform, published_at, observed_at, first_seen_at)"
    " values ({n}, 99, 'tiktok', now(), now(), now())",
    "update post set likes = 7 where account_id = {n}",
    "delete from post where account_id = {n}",
    "insert into post_snapshot (account_id, post_id, observed_at) values ({n}, 1, now())",
    "update post_snapshot set likes = 1 where account_id = {n}",
    "delete from post_snapshot where account_id = {n}",
    "update post set tags = '{{1}}' where account_id = {n}",
    "insert into account_snapshot (account_id, observed_at) values ({n}, now())",
    "update account_snapshot set followers = 1 where account_id = {n}",
    "delete from account_snapshot where account_id = {n}",
    "update account set handle = 'new' where account_id = {n}",
    "delete from account where account_id = {n}",
]


@pytest.mark.parametrize("change", CHANGES)
async def test_what_is_stored_outdates_what_was_said_of_its_accounts_only(
    world: Connection, counter: Counter, change: str
) -> None:
    for account in ACCOUNTS:
        await world.execute(
            "insert into post_snapshot (account_id, post_id, observed_at) values (%s, 5, now())", [account]
        )
        await world.execute(
            "insert into account_snapshot (account_id, observed_at) values (%s, '2020-01-01Z')", [account]
        )
    await counter.ask(world, QUERY)
    await world.execute(change.format(n=3))
    await counter.ask(world, QUERY)
    assert counter.times == 1
    await world.execute(change.format(n=2))
    await counter.ask(world, QUERY)
    assert counter.times == 2


async def test_a_statement_that_touches_no_row_outdates_nothing(world: Connection, counter: Counter) -> None:
    await counter.ask(world, QUERY)
    for change in CHANGES:
        if " where " in change:
            await world.execute(f"{change.format(n=2)} and false".encode())
    await counter.ask(world, QUERY)
    assert counter.times == 1


async def test_about_an_account_that_is_not_here_nothing_is_kept(world: Connection, counter: Counter) -> None:
    for _ in range(2):
        await counter.ask(world, msgspec.structs.replace(QUERY, accounts=(1, 77)))
    assert (counter.times, (await kept(world))[0]) == (2, 0)


@pytest.mark.parametrize("first", ["who sees all", "who sees one"])
async def test_nobody_is_given_what_they_may_not_see(database: str, world: Connection, first: str) -> None:
    await world.execute("insert into client (slug, name) values ('one', 'One')")
    await world.execute("insert into client_account select client_id, 1, 'own' from client")
    one = Scope(clients=(await fetch_value(world, "select client_id from client", {}),))
    order = [(EVERYTHING, 3), (one, 1)] if first == "who sees all" else [(one, 1), (EVERYTHING, 3)]
    async with open_pool(database, 2, APP_ROLE) as pool:
        for scope, likes in order * 2:
            async with scoped(pool, scope) as asking:
                assert (await analytics.run(asking, QUERY)).totals.figures[1].value == likes
        async with scoped(pool, one) as asking:
            await analytics.run(asking, msgspec.structs.replace(QUERY, accounts=(1,)))
    assert (await kept(world))[0] == 2


def seen(account_id: int, likes: int, hours: int = 1) -> tuple[int, Post]:
    ref = AccountRef(platform="instagram", handle=f"handle{account_id}")
    at = NOON + timedelta(hours=hours)
    counts = Counts(likes=likes, comments=0)
    post = Post(account=ref, post_id=50, published_at=NOON, observed_at=at, counts=counts)
    return account_id, post


async def test_a_fetch_is_in_the_next_answer(world: Connection) -> None:
    async def likes() -> list[Any]:
        return [row.figures[1].value for row in (await analytics.run(world, QUERY)).rows]

    assert await likes() == [1, 2]
    await posts.store(world, [seen(2, 40)])
    assert await likes() == [1, 42]
    await posts.store(world, [seen(2, 50, hours=2)])
    assert await likes() == [1, 52]
    await posts.store(world, [seen(2, 50, hours=2)])
    assert await likes() == [1, 52]


async def test_followers_and_names_are_in_the_next_answer(world: Connection) -> None:
    query = msgspec.structs.replace(QUERY, metrics=("followers", "engagement_rate_followers"))

    async def said() -> tuple[Any, ...]:
        result = await analytics.run(world, query)
        return result.names[2], result.rows[1].figures[0].value, result.rows[1].figures[1].of

    assert await said() == ("instagram:handle2", None, 1)
    ref = AccountRef(platform="instagram", handle="handle2")
    await accounts.store_profiles(world, [(2, Profile(account=ref, observed_at=NOON, followers=500))])
    assert await said() == ("instagram:handle2", 500, 1)
    await posts.store(world, [seen(2, 40)])
    await world.execute("update account set handle = 'other' where account_id = 2")
    assert await said() == ("instagram:other", 500, 2)
    before = (await analytics.run(world, query)).rows[1].figures[1].value
    await posts.set_followers(world, [2])
    assert (await analytics.run(world, query)).rows[1].figures[1].value != before


async def test_what_is_not_committed_is_nobody_elses_answer(pool: Pool, world: Connection) -> None:
    async with pool.connection() as writer:
        await analytics.run(world, QUERY)
        await writer.execute("update post set likes = 100 where account_id = 1")
        assert (await analytics.run(writer, QUERY)).totals.figures[1].value == 102
        await writer.execute("update post set likes = 200 where account_id = 1")
        assert (await analytics.run(writer, QUERY)).totals.figures[1].value == 202
        assert (await analytics.run(world, QUERY)).totals.figures[1].value == 3
        await writer.commit()
        assert (await analytics.run(world, QUERY)).totals.figures[1].value == 202
        await writer.execute("update post set likes = 300 where account_id = 1")
        await analytics.run(writer, QUERY)
        await writer.rollback()
        assert (await analytics.run(writer, QUERY)).totals.figures[1].value == 202


async def test_who_began_first_and_ends_last_is_not_overlooked(pool: Pool, world: Connection) -> None:
    async with pool.connection() as early, pool.connection() as late:
        await early.execute("update post set likes = 10 where account_id = 1")
        await late.execute("update post set likes = 20 where account_id = 2")
        await late.commit()
        assert (await analytics.run(world, QUERY)).totals.figures[1].value == 21
        await early.commit()
        assert (await analytics.run(world, QUERY)).totals.figures[1].value == 30


async def test_an_answer_given_back_is_not_kept(pool: Pool, world: Connection, counter: Counter) -> None:
    async with pool.connection() as other:
        await counter.ask(other, QUERY)
        await other.rollback()
    await counter.ask(world, QUERY)
    assert counter.times == 2


@pytest.mark.usefixtures("world")
async def test_asked_by_many_at_once_it_is_made_once(pool: Pool, counter: Counter) -> None:
    async def ask() -> Answer:
        async with pool.connection() as connection:
            return await counter.ask(connection, QUERY)

    counter.gate = asyncio.Event()
    asking = [asyncio.create_task(ask()) for _ in range(3)]
    await counter.begun.wait()
    await asyncio.sleep(0.1)
    counter.gate.set()
    assert {answer.times for answer in await asyncio.gather(*asking)} == {1}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("end", ["fails", "is cancelled"])
async def test_when_the_first_gives_up_the_next_makes_it(pool: Pool, counter: Counter, end: str) -> None:
    async def ask() -> Answer:
        async with pool.connection() as connection:
            return await counter.ask(connection, QUERY)

    counter.gate = asyncio.Event()
    counter.failures = int(end == "fails")
    first = asyncio.create_task(ask())
    await counter.begun.wait()
    others = [asyncio.create_task(ask()) for _ in range(2)]
    await asyncio.sleep(0.1)
    if end == "is cancelled":
        first.cancel()
    counter.gate.set()
    assert [answer.times for answer in await asyncio.gather(*others)] == [2, 2]
    with pytest.raises(InputError if end == "fails" else asyncio.CancelledError):
        await first


async def test_another_release_asks_anew(
    world: Connection, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    await counter.ask(world, QUERY)
    monkeypatch.setattr(cache, "_code", lambda: b"another")
    await counter.ask(world, QUERY)
    assert counter.times == 2


IN_SQL = re.compile(r"(?:from|join) (account_snapshot|post\w*|account|comment\w*)\b")
NOT_FIGURES = {"comment_collection", "post_growth"}
"""The growth of posts changes with their snapshots only, by triggers in the same statement."""


def made_anew(room: Path) -> set[Path]:
    """Who took part is worked out each time, by statements of its own."""
    module = room / "participation.py"
    assert "cached" not in module.read_text(encoding="utf-8")
    return {module, *room.glob("*_commented.sql"), *room.glob("*_liked.sql")}


async def test_every_table_that_figures_are_made_of_notes_its_changes(connection: Connection) -> None:
    room = Path(analytics.__file__).parent
    files = {*room.glob("*.sql"), *room.glob("*.py")} - made_anew(room)
    read = {name for file in files for name in IN_SQL.findall(file.read_text(encoding="utf-8"))}
    cursor = await connection.execute(
        "select tgrelid::regclass::text, count(*) from pg_trigger"
        " where tgfoid = 'note_change'::regproc group by 1"
    )
    watched = dict(await cursor.fetchall())
    assert {"post", "account", "account_snapshot"} <= read
    assert {name: watched.get(name) for name in read - NOT_FIGURES} == dict.fromkeys(read - NOT_FIGURES, 3)
