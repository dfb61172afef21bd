"""Tags gathered by account and year say what the posts say, whatever was stored in which order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cicero import accounts, posts
from cicero.db import Connection, Pool
from cicero.db.migration import MIGRATIONS
from cicero.records import AccountRef, Counts, Post

KOPI = AccountRef(platform="instagram", handle="kopi.contoh")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
GATHERED = "select * from tag_use order by account_id, sign, tag, year"


async def rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return await (await connection.execute(query)).fetchall()  # type: ignore[arg-type]


def sample(post_id: int = 7, seen: int = 1, at: datetime = NEW_YEAR, **changed: Any) -> Post:
    counts = {name: changed.pop(name) for name in Counts.__struct_fields__ if name in changed}
    return Post(
        account=KOPI,
        post_id=post_id,
        published_at=at,
        observed_at=NEW_YEAR + timedelta(days=9, hours=seen),
        counts=Counts(**counts),
        caption="",
        **changed,
    )


def obvious(stored: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows of tag_use from those of STORED, one use after another."""
    found: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for account, sign, tag, post, at, likes, comments in sorted(stored, key=lambda row: (row[4], row[3])):
        interactions = None if likes is None or comments is None else likes + comments
        found.setdefault((account, sign, tag, at.year), []).append(
            (int(at.timestamp() // 60), post, interactions)
        )
    gathered = []
    for key, uses in sorted(found.items()):
        sums = [sum(i or 0 for _, _, i in uses[: n + 1]) for n in range(len(uses))]
        unknown = [minute for minute, _, i in uses if i is None]
        gathered.append((*key, [m for m, _, _ in uses], [p for _, p, _ in uses], sums, unknown or None))
    return gathered


STORED = (
    "select account_id, sign, tag, post_id, published_at, likes, comments from post join post_tag"
    " using (account_id, post_id)"
)


TIMES = [
    NEW_YEAR + timedelta(days=days, minutes=minutes, seconds=seconds)
    for days in (-800, -2, 0)
    for minutes in (-7 * 60, -1, 0, 90)
    for seconds in (0, 20, 40)
]
"""Few minutes, so that posts share them, around New Year and far from it."""


@st.composite
def samples(draw: st.DrawFn) -> Post:
    """Each may correct the time of its post, also to another year, and change its tags and counts."""
    tags, count = st.sets(st.sampled_from(["kopi", "gayo", "fyp"])), st.none() | st.integers(0, 3)
    return sample(
        post_id=draw(st.integers(1, 7)),
        seen=draw(st.integers(1, 20)),
        at=draw(st.sampled_from(TIMES)),
        likes=draw(count),
        comments=draw(count),
        hashtags=tuple(draw(tags)),
        mentions=tuple(draw(tags)),
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    batches=st.lists(
        st.tuples(st.integers(0, 2), st.lists(samples(), min_size=1, max_size=8)), min_size=1, max_size=7
    ),
    around=st.integers(0, 1),
)
async def test_they_follow_whatever_is_stored(
    connection: Connection, batches: list[tuple[int, list[Post]]], around: int
) -> None:
    for table in ("post", "post_snapshot", "post_tag", "tag_use"):
        await connection.execute(f"delete from {table}".encode())
    kopi = (await accounts.resolve(connection, [KOPI]))[KOPI]
    async with transactions(connection, around):
        for depth, batch in batches:
            async with transactions(connection, depth):
                await posts.store(connection, [(kopi, post) for post in batch])
    gathered = await rows(connection, GATHERED)
    assert gathered == obvious(await rows(connection, STORED))
    assert gathered == await gathered_by_migration(connection)
    assert await rows(connection, "select post_id from post where moved_from is not null") == []


@asynccontextmanager
async def transactions(connection: Connection, depth: int) -> AsyncIterator[None]:
    """So many around one another, the inner ones savepoints; without any, each statement is one."""
    async with AsyncExitStack() as stack:
        for _ in range(depth):
            await stack.enter_async_context(connection.transaction())
        yield


async def gathered_by_migration(connection: Connection) -> list[tuple[Any, ...]]:
    """What the migration that brought tag_use gathers from the posts of now."""
    migration = (MIGRATIONS / "0008_tags.sql").read_text(encoding="utf-8")
    await connection.execute("delete from tag_use")
    await connection.execute(migration[migration.index("insert into tag_use") :].encode())
    return await rows(connection, GATHERED)


async def test_what_stays_the_same_is_not_written_again(connection: Connection) -> None:
    kopi = (await accounts.resolve(connection, [KOPI]))[KOPI]
    batch = [(kopi, sample(n, likes=n, comments=1, hashtags=("kopi", f"only{n}"))) for n in range(3)]
    await posts.store(connection, batch)
    before = await rows(connection, "select xmin::text, * from tag_use order by tag")
    await posts.store(connection, batch)
    await posts.store(
        connection, [(kopi, sample(2, seen=2, likes=9, comments=1, hashtags=("kopi", "only2")))]
    )
    after = await rows(connection, "select xmin::text, * from tag_use order by tag")
    assert [now == then for now, then in zip(after, before, strict=True)] == [False, True, True, False]


async def test_counts_that_no_network_has_do_not_break_storing(connection: Connection) -> None:
    kopi = (await accounts.resolve(connection, [KOPI]))[KOPI]
    absurd = [(kopi, sample(n, likes=2**63 - 1, comments=2**63 - 1, hashtags=("kopi",))) for n in range(3)]
    await posts.store(connection, [*absurd, (kopi, sample(8, likes=4, comments=1, hashtags=("kopi",)))])
    assert await rows(connection, "select interactions, cardinality(unknown) from tag_use") == [
        ([0, 0, 0, 5], 3)
    ]


async def test_two_that_store_at_once_gather_each_others_posts(pool: Pool, connection: Connection) -> None:
    kopi = (await accounts.resolve(connection, [KOPI]))[KOPI]

    async def store(first: int) -> None:
        async with pool.connection() as own, own.transaction():
            await own.execute("select 1")
            batch = [(kopi, sample(n, likes=1, comments=1, hashtags=("kopi",))) for n in (first, first + 1)]
            await posts.store(own, batch)
            await asyncio.sleep(0.2)

    await asyncio.gather(store(1), store(3))
    assert await rows(connection, "select posts from tag_use") == [([1, 2, 3, 4],)]


async def test_a_post_in_the_middle_of_a_long_year_changes_what_stands_after_it(
    connection: Connection,
) -> None:
    kopi = (await accounts.resolve(connection, [KOPI]))[KOPI]
    days = [sample(n, at=NEW_YEAR + timedelta(days=n), likes=n, comments=1, hashtags=("kopi",))
            for n in range(300) if n != 150]  # fmt: skip
    for first in range(0, 299, 30):
        await posts.store(connection, [(kopi, post) for post in days[first : first + 30]])
    late = sample(150, at=NEW_YEAR + timedelta(days=150), likes=7, comments=2, hashtags=("kopi",))
    again = sample(40, seen=2, at=NEW_YEAR + timedelta(days=40), likes=1000, comments=1, hashtags=("kopi",))
    await posts.store(connection, [(kopi, late), (kopi, again)])
    ((minutes, ids, sums),) = await rows(connection, "select minutes, posts, interactions from tag_use")
    assert ids == list(range(300))
    assert minutes == sorted(minutes)
    interactions = [n + 1 for n in range(300)]
    interactions[40], interactions[150] = 1001, 9
    assert sums == list(accumulate(interactions))
