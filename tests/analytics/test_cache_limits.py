"""How long and how much is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from tests.analytics.counting import QUERY, WORLD, Counter, kept
from tests.analytics.world import write

from cicero.analytics import cache
from cicero.analytics.cache import sweep
from cicero.db import Connection
from cicero.once import being_made


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


async def test_an_old_answer_is_made_again_and_swept(world: Connection, counter: Counter) -> None:
    await counter.ask(world, QUERY)
    changes = (await kept(world))[1]
    await world.execute("update result set made_at = made_at - %s", [cache.LIFE - timedelta(seconds=30)])
    await counter.ask(world, QUERY)
    await sweep(world)
    assert (counter.times, *await kept(world)) == (1, 1, changes)
    await world.execute("update result set made_at = made_at - interval '1 minute'")
    await world.execute("update account_change set changed_at = changed_at - %s", [cache.SWEPT])
    await sweep(world)
    assert await kept(world) == (0, 0)
    await counter.ask(world, QUERY)
    assert counter.times == 2


async def test_what_is_too_much_goes_oldest_first(
    world: Connection, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newer = QUERY, msgspec.structs.replace(QUERY, by="day")
    await counter.ask(world, older)
    await world.execute("update result set made_at = made_at - interval '1 minute'")
    await counter.ask(world, newer)
    size = len(msgspec.msgpack.encode(await counter.ask(world, newer)))
    monkeypatch.setattr(cache, "ALL", 2 * size - 1)
    await sweep(world)
    await counter.ask(world, newer)
    assert counter.times == 2
    await counter.ask(world, older)
    assert counter.times == 3


async def test_an_answer_too_large_is_made_each_time(
    world: Connection, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "LARGEST", 10)
    await counter.ask(world, QUERY)
    await counter.ask(world, QUERY)
    assert (counter.times, (await kept(world))[0]) == (2, 0)


async def test_a_process_holds_no_more_than_so_many(
    world: Connection, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "AT_HAND", 2)
    for limit in range(5):
        await counter.ask(world, QUERY, limit)
    assert [held.value.times for held in cache._held.values()] == [4, 5]
