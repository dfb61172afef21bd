"""Who took part in a client's own posts: counted by post, by handle, since they joined."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cicero.analytics.participation import Participation, commented, liked, standing
from cicero.db import Connection
from cicero.periods import Period

DAY = date(2026, 11, 23)
TODAY = Period(DAY, DAY)
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
"""In Jakarta."""

WORLD = """
insert into client (client_id, slug, name) overriding system value
values (1, 'kopi', 'Kopi'), (2, 'teh', 'Teh');
insert into account (account_id, platform, handle) overriding system value
values (1, 'tiktok', 'kopi'), (2, 'tiktok', 'saingan'), (3, 'instagram', 'kopi'), (4, 'tiktok', 'kopi.dua');
insert into client_account (client_id, account_id, role)
values (1, 1, 'own'), (1, 2, 'competitor'), (1, 3, 'own'), (2, 2, 'own');
"""


@pytest.fixture
async def kopi(connection: Connection) -> Connection:
    await connection.execute(WORLD)
    for code, handle in (("1", "sari"), ("2", "budi"), ("3", "adi"), ("4", None)):
        await member(connection, code, tiktok=handle, instagram=handle)
    return connection


async def member(connection: Connection, code: str, **more: Any) -> None:
    names = ("tiktok", "instagram", "active", "joined_on")
    values = [more.get("client_id", 1), code, f"Nama {code}", *(more.get(name) for name in names)]
    await connection.execute(
        "insert into roster_member (client_id, code, name, tiktok, instagram, active, joined_on)"
        " values (%s, %s, %s, %s, %s, coalesce(%s, true), %s)",
        values,
    )


async def post(connection: Connection, post_id: int, account: int = 1, at: datetime = NOON) -> None:
    await connection.execute(
        "insert into post (account_id, post_id, platform, published_at, observed_at, first_seen_at)"
        " select account_id, %s, platform, %s, now(), now() from account where account_id = %s",
        [post_id, at, account],
    )


async def comment(connection: Connection, post_id: int, *authors: str) -> None:
    for author in authors:
        await connection.execute(
            "insert into comment (account_id, post_id, comment_id, created_at, author_handle, body,"
            " observed_at, first_seen_at)"
            " select account_id, post_id, (select count(*) from comment), now(), %s, 'x', now(), now()"
            " from post where post_id = %s",
            [author, post_id],
        )


async def like(connection: Connection, post_id: int, *likers: str) -> None:
    for liker in likers:
        await connection.execute(
            "insert into post_liker select account_id, post_id, %s, %s, now(), now() from post"
            " where post_id = %s",
            [f"@{liker}", liker, post_id],
        )


def seen(found: Participation) -> dict[str, int]:
    return {one.code: one.seen for one in found.participants if one.seen}


async def test_a_post_counts_once_however_often_somebody_comments(kopi: Connection) -> None:
    for number in (1, 2):
        await post(kopi, number)
    await comment(kopi, 1, "sari", "sari", "budi", "stranger")
    await comment(kopi, 2, "sari")
    found = await commented(kopi, 1, "tiktok", TODAY)
    assert [(one.code, one.seen, one.posts, one.status) for one in found.participants] == [
        ("1", 2, 2, "done"),
        ("2", 1, 2, "partly"),
        ("3", 0, 2, "not_seen"),
        ("4", 0, 2, "no_handle"),
    ]
    assert (found.posts, found.statuses) == (
        2, {"done": 1, "partly": 1, "not_seen": 1, "no_handle": 1, "no_posts": 0},
    )  # fmt: skip


async def test_only_own_posts_of_the_network_count(kopi: Connection) -> None:
    await post(kopi, 1, account=2)
    await post(kopi, 2, account=3)
    await post(kopi, 3, account=4)
    for number in (1, 2, 3):
        await comment(kopi, number, "sari")
    found = await commented(kopi, 1, "tiktok", TODAY)
    assert (found.posts, seen(found)) == (0, {})
    assert {one.status for one in found.participants} == {"no_posts", "no_handle"}
    assert seen(await commented(kopi, 1, "instagram", TODAY)) == {"1": 1}


async def test_the_posts_time_decides_in_the_clients_zone(kopi: Connection) -> None:
    midnight = datetime(2026, 11, 22, 17, tzinfo=UTC)
    for number, at in enumerate(
        (midnight - timedelta(seconds=1), midnight, midnight + timedelta(hours=24, seconds=-1),
         midnight + timedelta(hours=24)),
        start=1,
    ):  # fmt: skip
        await post(kopi, number, at=at)
        await comment(kopi, number, "sari")
    found = await commented(kopi, 1, "tiktok", TODAY)
    assert (found.posts, seen(found)) == (2, {"1": 2})
    assert (await commented(kopi, 1, "tiktok", None)).posts == 4


async def test_posts_that_are_gone_ask_nothing(kopi: Connection) -> None:
    for number in (1, 2):
        await post(kopi, number)
        await comment(kopi, number, "sari")
    await kopi.execute("update post set deleted_at = now() where post_id = 2")
    found = await commented(kopi, 1, "tiktok", TODAY)
    assert (found.posts, seen(found)) == (1, {"1": 1})
    assert (await standing(kopi, 1, TODAY)).tiktok == 1


async def test_a_post_under_two_own_accounts_counts_once(kopi: Connection) -> None:
    await kopi.execute("insert into client_account values (1, 4, 'own')")
    for account in (1, 4):
        await post(kopi, 1, account=account)
    await comment(kopi, 1, "sari")
    found = await commented(kopi, 1, "tiktok", TODAY)
    assert (found.posts, seen(found), {one.posts for one in found.participants}) == (1, {"1": 1}, {1})
    assert (await standing(kopi, 1, TODAY)).tiktok == 1


async def test_who_left_is_not_asked_and_who_came_late_is_asked_for_less(kopi: Connection) -> None:
    await kopi.execute("update roster_member set active = false where code = '2'")
    await kopi.execute("update roster_member set joined_on = '2026-11-23' where code = '1'")
    await kopi.execute("update roster_member set joined_on = '2026-12-01' where code = '3'")
    before = datetime(2026, 11, 22, 16, 59, tzinfo=UTC)
    for number, at in ((1, before), (2, NOON)):
        await post(kopi, number, at=at)
        await comment(kopi, number, "sari", "budi", "adi")
    found = await commented(kopi, 1, "tiktok", Period(date(2026, 11, 1), date(2026, 11, 30)))
    assert [(one.code, one.seen, one.posts, one.status) for one in found.participants] == [
        ("1", 1, 1, "done"),
        ("3", 0, 0, "no_posts"),
        ("4", 0, 2, "no_handle"),
    ]
    assert found.posts == 2


async def test_a_former_handle_stands_for_its_member_under_older_posts(kopi: Connection) -> None:
    await post(kopi, 1)
    await post(kopi, 2, at=NOON + timedelta(hours=2))
    await kopi.execute(
        "insert into roster_former_handle select 1, member_id, 'tiktok', 'sari.dulu', %s from roster_member"
        " where code = '1'",
        [NOON + timedelta(hours=1)],
    )
    await comment(kopi, 1, "sari.dulu")
    await comment(kopi, 2, "sari.dulu")
    assert seen(await commented(kopi, 1, "tiktok", TODAY)) == {"1": 1}
    await comment(kopi, 1, "sari")
    await comment(kopi, 2, "sari")
    assert seen(await commented(kopi, 1, "tiktok", TODAY)) == {"1": 2}


async def test_another_clients_roster_is_its_own(kopi: Connection) -> None:
    await member(kopi, "1", client_id=2, tiktok="sari")
    await post(kopi, 1)
    await comment(kopi, 1, "sari")
    found = await commented(kopi, 2, "tiktok", TODAY)
    assert (found.posts, [one.name for one in found.participants]) == (0, ["Nama 1"])


async def test_likers_count_as_commenters_do(kopi: Connection) -> None:
    for number in (1, 2, 3):
        await post(kopi, number, account=3)
    await post(kopi, 4, account=1)
    await like(kopi, 1, "sari", "budi", "stranger")
    await like(kopi, 2, "sari")
    await like(kopi, 4, "adi")
    await kopi.execute("insert into liker_collection values (3, 1, now(), 3, 3), (3, 2, now(), 1, 1)")
    found = await liked(kopi, 1, TODAY)
    assert (found.posts, found.looked, seen(found)) == (3, 2, {"1": 2, "2": 1})


async def test_what_was_not_looked_at_is_told(kopi: Connection) -> None:
    for number in range(1, 6):
        await post(kopi, number)
    await kopi.execute(
        "insert into comment_collection (account_id, post_id, collected_at, counted, collected, complete,"
        " failures) values (1, 2, now(), 0, 0, true, 0), (1, 3, now(), 9, 0, false, 2),"
        " (1, 4, now(), 9, 5, false, 1)"
    )
    await kopi.execute("update post set comments = case post_id when 5 then 0 else 9 end")
    found = await commented(kopi, 1, "tiktok", TODAY)
    assert (found.posts, found.looked) == (5, 3)


async def test_a_client_without_roster_has_posts_all_the_same(kopi: Connection) -> None:
    await post(kopi, 1, account=2)
    found = await commented(kopi, 2, "tiktok", TODAY)
    assert (found.posts, found.participants) == (1, ())


async def test_the_standing_counts_who_and_what(kopi: Connection) -> None:
    await kopi.execute("update roster_member set active = false where code = '2'")
    await post(kopi, 1)
    await post(kopi, 2, at=NOON - timedelta(days=1))
    await post(kopi, 3, account=3)
    found = await standing(kopi, 1, TODAY)
    assert (found.members, found.instagram, found.tiktok) == (3, 1, 1)
    assert (await standing(kopi, 1, None)).tiktok == 2


async def test_it_is_what_anybody_would_count(kopi: Connection) -> None:
    """Against a count by hand, of a made-up month."""
    dice = random.Random(7)
    wrote: dict[str, set[int]] = {}
    inside = 0
    for number in range(60):
        day = dice.randrange(1, 32)
        await post(kopi, number, at=datetime(2026, 11, 1, 3, tzinfo=UTC) + timedelta(days=day - 1))
        authors = dice.choices(("sari", "budi", "adi", "stranger"), k=dice.randrange(5))
        await comment(kopi, number, *authors)
        if day <= 30:
            inside += 1
            for author in authors:
                wrote.setdefault(author, set()).add(number)
    found = await commented(kopi, 1, "tiktok", Period(date(2026, 11, 1), date(2026, 11, 30)))
    assert found.posts == inside
    assert seen(found) == {
        code: len(wrote[handle]) for code, handle in (("1", "sari"), ("2", "budi"), ("3", "adi"))
    }
    order = [(-one.seen, one.code) for one in found.participants if one.handle]
    assert order == sorted(order)
