"""Storing is idempotent, unknown never erases, counters may fall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

from cicero import accounts, posts
from cicero.db import Connection
from cicero.records import AccountRef, Comment, Counts, Post, Profile

KOPI = AccountRef(platform="instagram", handle="kopi.contoh")
SUSU = AccountRef(platform="instagram", handle="susu.contoh")
PUBLISHED = datetime(2026, 3, 1, 5, 0, 7, tzinfo=UTC)


def sample(hours: int, account: AccountRef = KOPI, **changed: Any) -> Post:
    counts = {name: changed.pop(name) for name in Counts.__struct_fields__ if name in changed}
    values: dict[str, Any] = {
        "account": account,
        "post_id": 7,
        "published_at": PUBLISHED,
        "observed_at": PUBLISHED + timedelta(hours=hours),
        "counts": Counts(**counts),
    }
    return Post(**{**values, **changed})


async def rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    cursor = await connection.execute(query)  # type: ignore[arg-type]
    return await cursor.fetchall()


async def everything(connection: Connection) -> list[list[tuple[Any, ...]]]:
    tables = ("post", "post_snapshot", "tag", "account", "account_snapshot", "comment")
    return [await rows(connection, f"select *, xmin::text from {table} order by 1, 2") for table in tables]


async def account_id(connection: Connection, ref: AccountRef = KOPI) -> int:
    return (await accounts.resolve(connection, [ref]))[ref]


async def test_storing_again_writes_nothing(connection: Connection) -> None:
    kopi = await account_id(connection)
    batch = [(kopi, sample(1, likes=5, caption="pagi #kopi", hashtags=("kopi",)))]
    await posts.store(connection, batch)
    before = await everything(connection)
    await posts.store(connection, batch)
    assert await everything(connection) == before


async def test_texts_and_numbers_arrive_as_they_are(connection: Connection) -> None:
    kopi = await account_id(connection)
    odd = 'a "b" \\u0041 \\ {null} \u2028\U0001f600\t\n\x7f\'%s'
    largest = 2**63 - 1
    tags = ("a,b", "{x}", "null", '"', "\\", "é")
    one = sample(
        1, likes=largest, caption=f"{odd}\x00", hashtags=tags, mentions=("m",), duration=12.25, pinned=False
    )
    at = datetime(2026, 3, 1, 23, 59, 59, 999_999, tzinfo=UTC)
    comment = Comment(
        platform="instagram", post_id=7, comment_id=-largest, created_at=at, observed_at=at, text=f"{odd}\x00"
    )  # fmt: skip
    await posts.store(connection, [(kopi, one)])
    await posts.store_comments(connection, [comment])
    assert await rows(connection, "select caption, likes, duration, pinned, kind, views from post") == [
        (odd, largest, 12.25, False, None, None)
    ]
    assert {row[0] for row in await rows(connection, "select tag from tag where sign = '#'")} == set(tags)
    assert await rows(connection, "select comment_id, body, created_at, likes from comment") == [
        (-largest, odd, at, None)
    ]


async def test_comments_on_posts_that_are_not_here_are_left_out_and_told(connection: Connection) -> None:
    await posts.store(connection, [(await account_id(connection), sample(1))])
    both = [
        Comment(
            platform="instagram",
            post_id=post_id,
            comment_id=1,
            created_at=PUBLISHED,
            observed_at=PUBLISHED,
            text="",
        )
        for post_id in (7, 8)
    ]
    await posts.store_comments(connection, both)
    assert await posts.posts_missing(connection, both) == {8}
    assert await rows(connection, "select post_id from comment") == [(7,)]


async def test_two_samples_make_two_snapshots_and_counters_may_fall(connection: Connection) -> None:
    kopi = await account_id(connection)
    await posts.store(connection, [(kopi, sample(1, likes=50, views=900))])
    await posts.store(connection, [(kopi, sample(2, likes=48, views=950))])
    assert await rows(connection, "select likes, views from post_snapshot order by observed_at") == [
        (50, 900),
        (48, 950),
    ]
    assert await rows(connection, "select likes, views from post") == [(48, 950)]


async def test_a_sample_that_repeats_the_one_before_adds_no_snapshot(connection: Connection) -> None:
    kopi = await account_id(connection)
    for hours in (1, 2, 3):
        await posts.store(connection, [(kopi, sample(hours, likes=50))])
    assert await rows(connection, "select count(*) from post_snapshot") == [(1,)]
    assert await rows(connection, "select observed_at from post") == [(PUBLISHED + timedelta(hours=3),)]


async def test_unknown_never_overwrites_known(connection: Connection) -> None:
    kopi = await account_id(connection)
    await posts.store(connection, [(kopi, sample(1, likes=50, comments=4, caption="satu", kind="image"))])
    await posts.store(connection, [(kopi, sample(2, comments=5))])
    assert await rows(connection, "select likes, comments, caption, kind from post") == [
        (50, 5, "satu", "image")
    ]


async def test_the_order_in_which_samples_arrive_does_not_matter(connection: Connection) -> None:
    kopi = await account_id(connection)
    samples = [sample(1, likes=10, saves=1), sample(2, likes=None, views=7), sample(3, likes=9)]
    for number, order in enumerate(permutations(samples)):
        for one in order:
            await posts.store(connection, [(kopi, _with_id(one, 100 + number))])
    assert await rows(connection, "select distinct likes, saves, views, observed_at from post") == [
        (9, 1, 7, PUBLISHED + timedelta(hours=3))
    ]


async def test_samples_in_one_call_equal_samples_one_by_one(connection: Connection) -> None:
    kopi = await account_id(connection)
    samples = [sample(1, likes=10, saves=1), sample(2, likes=10, views=7), sample(3, likes=9)]
    await posts.store(connection, [(kopi, _with_id(one, 1)) for one in reversed(samples)])
    for one in samples:
        await posts.store(connection, [(kopi, _with_id(one, 2))])
    kept = "select observed_at, likes, saves, views from post_snapshot where post_id = {} order by 1"
    assert await rows(connection, kept.format(1)) == await rows(connection, kept.format(2))


async def test_a_time_known_to_the_minute_does_not_blur_the_second(connection: Connection) -> None:
    kopi = await account_id(connection)
    await posts.store(connection, [(kopi, sample(1))])
    await posts.store(connection, [(kopi, sample(2, published_at=PUBLISHED.replace(second=0)))])
    assert await rows(connection, "select published_at from post") == [(PUBLISHED,)]


async def test_an_edited_caption_loses_its_tag_and_an_old_file_does_not_bring_it_back(
    connection: Connection,
) -> None:
    kopi = await account_id(connection)
    first = sample(1, caption="#pagi #kopi", hashtags=("pagi", "kopi"))
    await posts.store(connection, [(kopi, first)])
    await posts.store(
        connection, [(kopi, sample(2, caption="#kopi @susu", hashtags=("kopi",), mentions=("susu",)))]
    )
    await posts.store(connection, [(kopi, first)])
    assert await rows(connection, "select sign, tag from post join tag on tag_id = any(tags) order by 1") == [
        ("#", "kopi"),
        ("@", "susu"),
    ]


async def test_a_collaborative_post_stands_under_both_and_says_so(connection: Connection) -> None:
    kopi, susu = await account_id(connection), await account_id(connection, SUSU)
    await posts.store(connection, [(kopi, sample(1, likes=3)), (susu, sample(1, likes=3))])
    assert await rows(connection, "select account_id, also_under from post order by 1") == [
        (kopi, None),
        (susu, [kopi]),
    ]


async def test_followers_at_publication_are_the_nearest_sample(connection: Connection) -> None:
    kopi = await account_id(connection)
    history = [(-30, 900), (-2, 1000), (5, 1100)]
    profiles = [
        (kopi, Profile(account=KOPI, observed_at=PUBLISHED + timedelta(days=days), followers=count))
        for days, count in history
    ]
    await accounts.store_profiles(connection, profiles)
    await posts.store(connection, [(kopi, sample(1))])
    assert await posts.set_followers(connection, [kopi]) == 1
    assert await posts.set_followers(connection, [kopi]) == 0
    assert await rows(connection, "select followers, followers_gap from post") == [(1000, timedelta(days=2))]


def _with_id(post: Post, post_id: int) -> Post:
    return Post(**{**{name: getattr(post, name) for name in post.__struct_fields__}, "post_id": post_id})


async def test_of_two_sources_at_the_same_instant_the_first_stays_and_gaps_are_filled(
    connection: Connection,
) -> None:
    kopi = await account_id(connection)
    await posts.store(connection, [(kopi, sample(1, likes=10))])
    await posts.store(connection, [(kopi, sample(1, likes=12, views=90))])
    assert await rows(connection, "select likes, views from post") == [(10, 90)]
    assert await rows(connection, "select likes, views from post_snapshot") == [(10, 90)]
