"""Which posts' likers are worth a call, and what is kept of those who were seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cicero import posts
from cicero.db import Connection
from cicero.records import Liker

NOW = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
WORLD = """
insert into client (client_id, slug, name) overriding system value
values (1, 'kopi', 'Kopi'), (2, 'teh', 'Teh');
insert into account (account_id, platform, handle) overriding system value
values (1, 'instagram', 'kopi'), (2, 'instagram', 'teman');
insert into client_account (client_id, account_id, role) values (1, 1, 'own'), (2, 1, 'competitor');
insert into roster_member (client_id, code, name, instagram) values (1, '1', 'Sari', 'sari');
insert into post (account_id, post_id, platform, published_at, likes, observed_at, first_seen_at)
values (1, 7, 'instagram', '2026-05-03T03:00Z', 10, now(), now());
"""


@pytest.fixture
async def world(connection: Connection) -> Connection:
    await connection.execute(WORLD)
    return connection


async def wanted(connection: Connection, at: datetime = NOW) -> list[int]:
    found = await posts.likers_wanted(connection, 1, at=at, since=NOW - timedelta(days=7), limit=5)
    return [one.post_id for one in found]


@pytest.mark.parametrize(
    "change",
    [
        "update post set likes_hidden = true",
        "update post set likes = 0",
        "update post set deleted_at = now()",
        "update post set post_id = -7",
        "update post set published_at = '2026-04-26'",
        "update roster_member set client_id = 2",
        "update roster_member set active = false",
        "update roster_member set instagram = null, tiktok = 'sari'",
    ],
)
async def test_only_what_can_tell_a_roster_something_is_asked_about(world: Connection, change: str) -> None:
    assert await wanted(world) == [7]
    await world.execute(change)  # type: ignore[call-overload]
    assert await wanted(world) == []


async def test_it_is_asked_again_when_twice_as_old_and_liked_more(world: Connection) -> None:
    await posts.note_likers(world, 1, 7, at=NOW, counted=10)
    assert await wanted(world, NOW + timedelta(days=2)) == []
    await world.execute("update post set likes = 11")
    assert await wanted(world, NOW + timedelta(hours=23, minutes=59)) == []
    assert await wanted(world, NOW + timedelta(hours=24)) == [7]


async def test_what_failed_is_asked_again_ever_later(world: Connection) -> None:
    for hours in (1, 4, 16, 64, 72, 72):
        await posts.note_likers(world, 1, 7, at=NOW, counted=10, failed=True)
        assert await wanted(world, NOW + timedelta(hours=hours, seconds=-1)) == []
        assert await wanted(world, NOW + timedelta(hours=hours)) == [7]


def seen(handle: str | None, hour: int, platform_id: str | None = None) -> Liker:
    return Liker(
        platform="instagram",
        post_id=7,
        observed_at=NOW + timedelta(hours=hour),
        handle=handle,
        platform_id=platform_id,
    )


async def test_who_was_seen_is_kept_once_with_when(world: Connection) -> None:
    await posts.store_likers(world, [seen("sari", 2, "42"), seen("sari", 2, "42"), seen("budi", 2)])
    await posts.store_likers(world, [seen("sari.baru", 3, "42"), seen("sari", 2, "42"), seen("adi", 3, "43")])
    await posts.store_likers(world, [seen(None, 4, "42")])
    await posts.store_likers(world, [seen("sari.dulu", 1, "42")])
    await posts.store_likers(world, [])
    await posts.note_likers(world, 1, 7, at=NOW, counted=10)
    cursor = await world.execute(
        "select liker, handle, first_seen_at, last_seen_at from post_liker order by 1"
    )
    at = [NOW + timedelta(hours=hour) for hour in range(5)]
    assert await cursor.fetchall() == [
        ("42", "sari.baru", at[1], at[4]),
        ("43", "adi", at[3], at[3]),
        ("@budi", "budi", at[2], at[2]),
    ]
    cursor = await world.execute("select seen, counted, failures from liker_collection")
    assert await cursor.fetchall() == [(3, 10, 0)]


async def test_likers_stand_under_every_account_of_the_post_and_of_no_other(world: Connection) -> None:
    await world.execute(
        "insert into post (account_id, post_id, platform, published_at, observed_at, first_seen_at)"
        " select 2, post_id, platform, published_at, observed_at, first_seen_at from post"
    )
    unknown = Liker(platform="instagram", post_id=8, observed_at=NOW, handle="adi")
    await posts.store_likers(world, [seen("sari", 1), unknown])
    cursor = await world.execute("select account_id, post_id, liker from post_liker order by 1")
    assert await cursor.fetchall() == [(1, 7, "@sari"), (2, 7, "@sari")]
