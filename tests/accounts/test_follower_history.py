"""Follower samples as they are gathered by month, whatever is stored, corrected and deleted in what order."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from cicero.db import Connection, Pool

START = datetime(2026, 1, 25, tzinfo=UTC)
KEPT = "select account_id, month, times, followers from follower_history order by 1, 2"
MEANT = """
select account_id, month_of(observed_at), array_agg(observed_at order by observed_at),
       array_agg(followers order by observed_at)
from account_snapshot
where followers is not null
group by 1, 2
order by 1, 2
"""
STORE = """
insert into account_snapshot (account_id, observed_at, followers)
select * from unnest(%s::bigint[], %s::timestamptz[], %s::bigint[])
on conflict (account_id, observed_at) do update set followers = excluded.followers
"""
CHANGES = {
    "store": STORE,
    "forget": "update account_snapshot set followers = null where account_id = %s and observed_at = any(%s)",
    "move": "update account_snapshot set account_id = 3 where account_id = %s and observed_at = any(%s)",
    "delete": "delete from account_snapshot where account_id = %s and observed_at = any(%s)",
}


async def rows(connection: Connection, statement: str) -> list[tuple[Any, ...]]:
    cursor = await connection.execute(statement.encode())
    return [row for row in await cursor.fetchall() if row[2]]


@pytest.mark.parametrize("seed", range(12))
async def test_what_is_gathered_is_what_the_samples_say(connection: Connection, seed: int) -> None:
    chance = Random(seed)
    for _ in range(12):
        name = chance.choice(["store", "store", *CHANGES])
        at = [START + timedelta(hours=12 * chance.randrange(30)) for _ in range(chance.randrange(8))]
        at = list(dict.fromkeys(at))
        if name == "store":
            followers = [chance.choice([None, 5, chance.randrange(1_000)]) for _ in at]
            await connection.execute(STORE, ([chance.choice([1, 2])] * len(at), at, followers))
        elif name != "move" or not await taken(connection, at):
            await connection.execute(CHANGES[name].encode(), (chance.choice([1, 2]), at))
        assert await rows(connection, KEPT) == await rows(connection, MEANT), name


async def taken(connection: Connection, at: list[datetime]) -> bool:
    cursor = await connection.execute(
        "select from account_snapshot where account_id = 3 and observed_at = any(%s)", (at,)
    )
    return await cursor.fetchone() is not None


async def test_two_that_store_samples_of_a_month_at_once_lose_none(pool: Pool) -> None:
    async with pool.connection() as one, pool.connection() as other:
        await one.execute(STORE, ([1], [START], [10]))
        waiting = asyncio.create_task(other.execute(STORE, ([1], [START + timedelta(hours=1)], [11])))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        await one.commit()
        await waiting
        await other.commit()
        assert await rows(one, KEPT) == await rows(one, MEANT)
        assert [row[3] for row in await rows(one, KEPT)] == [[10, 11]]
