"""Which pictures are wanted when, and links that hold for a while and for one picture only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cicero import accounts, clients, posts
from cicero.config import Settings
from cicero.db import Connection
from cicero.posts import AVATAR, Picture, Wanted, picture_link, read_link
from cicero.records import AccountRef, Counts, Post, Profile

KOPI = AccountRef(platform="tiktok", handle="kopi.contoh")
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LINK = "https://p16.pictures.example/tos-a/{}.image?x-signature={}"
SMALL = Picture(media_type="image/webp", body=b"first", width=4, height=5)
SETTINGS = Settings(data_dir=Path("unused"), secret="one installation's key")


def post(post_id: int, link: str | None, seen: datetime = AT) -> Post:
    return Post(
        account=KOPI,
        post_id=post_id,
        published_at=AT - timedelta(days=100 - post_id),
        observed_at=seen,
        counts=Counts(),
        thumbnail_url=link,
    )


async def store(connection: Connection, *given: Post, avatar: str | None = None, seen: datetime = AT) -> int:
    account_id = (await accounts.resolve(connection, [KOPI]))[KOPI]
    await posts.store(connection, [(account_id, each) for each in given])
    profile = Profile(account=KOPI, observed_at=seen, followers=1, avatar_url=avatar)
    await accounts.store_profiles(connection, [(account_id, profile)])
    return account_id


async def wanted(connection: Connection, account_id: int, at: datetime = AT, limit: int = 9) -> list[int]:
    return [one.post_id for one in await posts.wanted_pictures(connection, account_id, at, limit)]


async def note(
    connection: Connection,
    account_id: int,
    one: Wanted,
    state: Literal["missing", "failed"],
    at: datetime = AT,
    tried: bool = True,
) -> None:
    await posts.note_no_pictures(connection, account_id, [one], state, at, tried=tried)


async def test_the_newest_posts_with_a_link_after_the_avatar(connection: Connection) -> None:
    given = [post(n, None if n == 4 else LINK.format(n, "a")) for n in (1, 2, 3, 4, 5)]
    kopi = await store(connection, *given, avatar=LINK.format("me", "a"))
    assert await wanted(connection, kopi) == [AVATAR, 5, 3, 2, 1]
    assert await wanted(connection, kopi, limit=2) == [AVATAR, 5, 3]


async def test_what_is_kept_is_read_back_and_not_wanted_again(connection: Connection) -> None:
    kopi = await store(connection, post(1, LINK.format(1, "a")))
    (one,) = await posts.wanted_pictures(connection, kopi, AT, 9)
    await posts.keep_picture(connection, kopi, one, SMALL, AT)
    assert await posts.read_picture(connection, kopi, 1) == SMALL
    await store(connection, post(1, LINK.format("other", "b"), AT + HOUR))
    assert await wanted(connection, kopi, AT + 400 * DAY) == []


async def test_a_link_that_was_over_is_tried_again_when_another_came(connection: Connection) -> None:
    kopi = await store(connection, post(1, LINK.format(1, "a")))
    await note(connection, kopi, Wanted(post_id=1, link=LINK.format(1, "a")), "missing", tried=False)
    assert await wanted(connection, kopi, AT + 400 * DAY) == []
    await store(connection, post(1, LINK.format(1, "b"), AT + HOUR))
    assert await wanted(connection, kopi) == [1], "the network signed the same picture anew"


async def test_a_refused_link_waits_even_when_another_came(connection: Connection) -> None:
    kopi = await store(connection, post(1, LINK.format(1, "b")))
    await note(connection, kopi, Wanted(post_id=1, link=LINK.format(1, "a")), "missing")
    assert await wanted(connection, kopi, AT + HOUR / 2) == []
    assert await wanted(connection, kopi, AT + HOUR) == [1]


async def test_each_failure_doubles_the_wait_up_to_a_week(connection: Connection) -> None:
    kopi = await store(connection, post(1, LINK.format(1, "a")))
    waits = []
    for _ in range(11):
        await note(connection, kopi, Wanted(post_id=1, link=LINK.format(1, "a")), "failed")
        cursor = await connection.execute("select retry_at from picture")
        waits.append((await cursor.fetchall())[0][0] - AT)
    assert waits[:4] == [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR]
    assert waits[-1] == 7 * DAY
    assert await wanted(connection, kopi, AT + 7 * DAY) == [1]
    (one,) = await posts.wanted_pictures(connection, kopi, AT + 7 * DAY, 1)
    await posts.keep_picture(connection, kopi, one, SMALL, AT)
    assert await posts.read_picture(connection, kopi, 1) == SMALL


async def test_an_avatar_is_fetched_again_with_another_path_or_after_a_week(connection: Connection) -> None:
    kopi = await store(connection, avatar=LINK.format("me", "a"))
    (one,) = await posts.wanted_pictures(connection, kopi, AT, 0)
    await posts.keep_picture(connection, kopi, one, SMALL, AT)
    signed_anew = LINK.format("me", "b").replace("p16.", "p19.")
    await store(connection, avatar=signed_anew, seen=AT + HOUR)
    assert await wanted(connection, kopi, AT + 6 * DAY) == []
    assert await wanted(connection, kopi, AT + 7 * DAY) == [AVATAR]
    await store(connection, avatar=LINK.format("new-me", "b"), seen=AT + 2 * HOUR)
    assert await wanted(connection, kopi, AT + 2 * HOUR) == [AVATAR]


async def test_an_old_avatar_stays_when_the_new_one_cannot_be_had(connection: Connection) -> None:
    kopi = await store(connection, avatar=LINK.format("me", "a"))
    await posts.keep_picture(connection, kopi, Wanted(post_id=AVATAR, link=LINK.format("me", "a")), SMALL, AT)
    later = AT + 8 * DAY
    for tried, wait in ((True, HOUR), (False, DAY)):
        await note(
            connection, kopi, Wanted(post_id=AVATAR, link=LINK.format("me", "a")), "missing", later, tried
        )
        assert await posts.read_picture(connection, kopi, AVATAR) == SMALL
        assert await wanted(connection, kopi, later + wait / 2) == []
        assert await wanted(connection, kopi, later + wait) == [AVATAR]


async def test_lists_say_which_account_has_a_picture(connection: Connection) -> None:
    kopi = await store(connection, avatar=LINK.format("me", "a"))
    client = await clients.create(connection, slug="kopi", name="Kopi Contoh")
    await clients.add_accounts(connection, client.client_id, [kopi], "own")
    one = Wanted(post_id=AVATAR, link=LINK.format("me", "a"))
    await note(connection, kopi, one, "failed")
    assert [each.has_picture for each in await accounts.of_client(connection, client.client_id)] == [False]
    await posts.keep_picture(connection, kopi, one, SMALL, AT)
    assert [each.has_picture for each in await accounts.of_client(connection, client.client_id)] == [True]


async def test_pictures_of_accounts_that_nobody_watches_are_dropped(connection: Connection) -> None:
    kopi = await store(connection)
    client = await clients.create(connection, slug="kopi", name="Kopi Contoh")
    await clients.add_accounts(connection, client.client_id, [kopi], "own")
    for account_id in (kopi, kopi + 1):
        await posts.keep_picture(connection, account_id, Wanted(post_id=1, link="https://a/b"), SMALL, AT)
    assert await posts.forget_pictures(connection) == 1
    assert await posts.read_picture(connection, kopi, 1) == SMALL


def name(account_id: int, post_id: int, at: datetime = AT, settings: Settings = SETTINGS) -> str:
    return picture_link(settings, account_id, post_id, at).removeprefix("/pictures/")


BIG = 2**63 - 1
THURSDAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Where a week begins, as on 1 January 1970."""


@given(
    account_id=st.integers(1, BIG),
    post_id=st.integers(-BIG, BIG),
    made=st.integers(0, 10**6).map(lambda minutes: AT + minutes * timedelta(minutes=17)),
    minutes=st.integers(0, 30 * 24 * 60),
)
@example(account_id=1, post_id=2, made=THURSDAY - timedelta(seconds=1), minutes=7 * 24 * 60)
@example(account_id=1, post_id=2, made=THURSDAY, minutes=14 * 24 * 60 - 1)
@example(account_id=1, post_id=2, made=THURSDAY, minutes=14 * 24 * 60)
def test_a_link_holds_for_one_to_two_weeks(
    account_id: int, post_id: int, made: datetime, minutes: int
) -> None:
    age = timedelta(minutes=minutes)
    found = read_link(SETTINGS, name(account_id, post_id, made), made + age)
    if age <= 7 * DAY:
        assert found == (account_id, post_id)
    elif age >= 14 * DAY:
        assert found is None
    else:
        assert found in ((account_id, post_id), None)


@given(at=st.integers(0, 200), step=st.integers(0, 23))
def test_a_link_stays_the_same_within_a_week(at: int, step: int) -> None:
    first = THURSDAY + at * 7 * DAY
    assert name(1, 2, first) == name(1, 2, first + step * 7 * DAY / 24)
    assert name(1, 2, first) != name(1, 2, first + 7 * DAY)


def test_a_link_is_for_one_picture_of_one_installation() -> None:
    signature = name(12, 34).removesuffix(".webp").split("-")[2]
    others = [(1, 234), (12, 35), (13, 34), (12, -34), (12, 0)]
    assert [read_link(SETTINGS, f"{a}-{p}-{signature}.webp", AT) for a, p in others] == [None] * len(others)
    elsewhere = Settings(data_dir=Path("unused"), secret="another key")
    assert read_link(elsewhere, name(12, 34), AT) is None
    assert read_link(SETTINGS, name(12, 34, AT + 7 * DAY), AT) is None, "made in days to come"


@pytest.mark.parametrize(
    "odd",
    ["", ".webp", "1-2-.webp", f"1-2-{'0' * 32}", f"01-2-{'0' * 32}.webp", f"1-2-{'0' * 32}.webp\n", "é"],
)
def test_a_link_that_is_none_is_nothing(odd: str) -> None:
    assert read_link(SETTINGS, odd, AT) is None
