"""The tags of a post: told by its newest caption, added to by samples without one, in whatever order."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cicero import accounts, posts
from cicero.db import APP_ROLE, EVERYTHING, Connection, Pool, open_pool, scoped
from cicero.posts.store import LONGEST_TAG, MOST_TAGS
from cicero.records import AccountRef, Counts, Post

KOPI = AccountRef(platform="instagram", handle="kopi.contoh")
PUBLISHED = datetime(2026, 1, 1, tzinfo=UTC)
STORED = "select post_id, sign, tag from post join tag on tag_id = any(tags) order by 1, 2, 3"

Tag = tuple[str, str]


def sample(post_id: int, seen: int, caption: str | None = "", **changed: Any) -> Post:
    at = PUBLISHED + timedelta(hours=seen)
    return Post(
        account=KOPI,
        post_id=post_id,
        published_at=PUBLISHED,
        observed_at=at,
        counts=Counts(),
        caption=caption,
        **changed,
    )


async def stored(connection: Connection) -> list[tuple[Any, ...]]:
    return await (await connection.execute(STORED)).fetchall()


async def kopi_id(connection: Connection) -> int:
    return (await accounts.resolve(connection, [KOPI]))[KOPI]


@st.composite
def samples(draw: st.DrawFn) -> list[Post]:
    """Of three posts, each seen at instants of its own, in any order."""
    tags = st.lists(st.sampled_from(["kopi", "gayo", "fyp"]), max_size=3, unique=True)
    seen = draw(
        st.lists(st.tuples(st.integers(1, 3), st.integers(1, 9)), min_size=1, max_size=9, unique=True)
    )
    return [
        sample(
            post_id,
            hours,
            draw(st.sampled_from([None, "told"])),
            hashtags=tuple(draw(tags)),
            mentions=tuple(draw(tags)),
        )
        for post_id, hours in seen
    ]


def obvious(told: Sequence[Post]) -> list[tuple[Any, ...]]:
    """What stands after these came one after another: one that is older than what stands changes nothing."""
    tags: dict[int, set[Tag]] = {}
    newest: dict[int, datetime] = {}
    for post in told:
        if post.observed_at < newest.get(post.post_id, post.observed_at):
            continue
        newest[post.post_id] = post.observed_at
        fresh = {("#", tag) for tag in post.hashtags} | {("@", tag) for tag in post.mentions}
        tags[post.post_id] = fresh | (tags.get(post.post_id, set()) if post.caption is None else set())
    return sorted((post_id, *tag) for post_id, its in tags.items() for tag in its)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=samples())
async def test_they_follow_whatever_is_stored(connection: Connection, told: list[Post]) -> None:
    await connection.execute("delete from post")
    kopi = await kopi_id(connection)
    for post in told:
        await posts.store(connection, [(kopi, post)])
    assert await stored(connection) == obvious(told)
    await connection.execute("delete from post")
    await posts.store(connection, [(kopi, post) for post in told])
    assert await stored(connection) == obvious(sorted(told, key=lambda post: post.observed_at))


async def test_a_word_has_one_number_whoever_uses_it_first(pool: Pool, connection: Connection) -> None:
    kopi = await kopi_id(connection)

    async def store(post_id: int) -> None:
        async with pool.connection() as own, own.transaction():
            await posts.store(
                own, [(kopi, sample(post_id, 1, hashtags=("kopi", "gayo"), mentions=("kopi",)))]
            )
            await asyncio.sleep(0.1)

    await asyncio.gather(*map(store, range(1, 4)))
    assert await stored(connection) == [
        (post_id, *tag) for post_id in (1, 2, 3) for tag in (("#", "gayo"), ("#", "kopi"), ("@", "kopi"))
    ]
    cursor = await connection.execute("select count(*), max(tag_id) from tag")
    assert (await cursor.fetchone())[0] == 3  # type: ignore[index]


async def test_no_post_has_more_or_longer_tags_than_the_index_has_room_for(connection: Connection) -> None:
    kopi = await kopi_id(connection)
    many = tuple(f"tag{n}" for n in range(MOST_TAGS + 100))
    await posts.store(connection, [(kopi, sample(1, 1, hashtags=many))])
    assert [tag for _, _, tag in await stored(connection)] == sorted(many[:MOST_TAGS])
    more = tuple(f"more{n}" for n in range(MOST_TAGS))
    await posts.store(connection, [(kopi, sample(1, 2, None, hashtags=more))])
    assert [tag for _, _, tag in await stored(connection)] == sorted(many[:MOST_TAGS])
    odd = "".join(chr(0x4E00 + n * 37 % 20_000) for n in range(3 * LONGEST_TAG))
    await posts.store(connection, [(kopi, sample(1, 3, hashtags=(odd[:LONGEST_TAG], odd)))])
    assert await stored(connection) == [(1, "#", odd[:LONGEST_TAG])]


@pytest.mark.parametrize("statement", ["update tag set tag = 'x'", "delete from tag"])
async def test_nothing_that_requests_do_changes_a_word(database: str, statement: str) -> None:
    async with open_pool(database, 1, APP_ROLE) as app:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            async with scoped(app, EVERYTHING) as connection:
                await connection.execute(statement)  # type: ignore[call-overload]
