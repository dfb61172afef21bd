"""Invented posts for the journeys: 28 days up to today, two own accounts and a competitor."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from cicero import accounts, auth, clients, posts
from cicero.db import Connection, open_pool
from cicero.periods import now
from cicero.records import AccountRef, Counts, Kind, Platform, Post, Profile

PASSWORD = "tiga cangkir kopi susu"
KOPI = AccountRef(platform="tiktok", platform_id="6800000000000000001", handle="kopi.contoh")
GRAM = AccountRef(platform="instagram", platform_id="6800000002", handle="kopi.gram.contoh")
RIVAL = AccountRef(platform="tiktok", platform_id="6800000000000000003", handle="saingan.contoh")
SECOND = AccountRef(platform="instagram", platform_id="6800000004", handle="kedai.contoh")
KINDS: dict[Platform, tuple[Kind, ...]] = {
    "tiktok": ("video", "video", "photos"),
    "instagram": ("image", "carousel", "video"),
}
BIRTHDAY = ((KOPI, "own", 41_000), (GRAM, "own", 12_500), (RIVAL, "competitor", 230_000))


def seed(conninfo: str) -> None:
    """In a thread of its own: the browser's driver has taken this one's event loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(_seed(conninfo))).result()


async def _seed(conninfo: str) -> None:
    async with open_pool(conninfo, 2) as pool, pool.connection() as connection:
        await auth.create_person(
            connection, username="ratna", name="Ratna Dewi", password=PASSWORD, is_admin=True
        )
        await fill(connection, await clients.create(connection, slug="kopi", name="Kopi Contoh"))


def seed_comparison(conninfo: str) -> None:
    """A second competitor for the client, half as lively, and `sari`, who may see it too."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(_seed_comparison(conninfo))).result()


async def _seed_comparison(conninfo: str) -> None:
    async with open_pool(conninfo, 2) as pool, pool.connection() as connection:
        sari = await auth.create_person(
            connection, username="sari", name="Sari", password=PASSWORD, is_admin=False
        )
        client = await clients.find(connection, "kopi", sari.person_id, True)
        await clients.add_person(connection, client.client_id, sari.person_id, "viewer")
        account_id = (await accounts.resolve(connection, [SECOND]))[SECOND]
        await clients.add_accounts(connection, client.client_id, [account_id], "competitor")
        await accounts.store_profiles(
            connection, [(account_id, _profile(SECOND, days, 88_000)) for days in (28, 1)]
        )
        await posts.store(connection, [(account_id, post_of(SECOND, index)) for index in range(0, 70, 2)])
        await posts.set_followers(connection, [account_id])
        await accounts.note_posts(connection, [(account_id, 35, now())])


async def fill(connection: Connection, client: clients.Client) -> None:
    refs = [ref for ref, _, _ in BIRTHDAY]
    ids = await accounts.resolve(connection, refs)
    for ref, role, followers in BIRTHDAY:
        await clients.add_accounts(connection, client.client_id, [ids[ref]], role)  # type: ignore[arg-type]
        profiles = [_profile(ref, days, followers) for days in (60, 28, 14, 1)]
        await accounts.store_profiles(connection, [(ids[ref], profile) for profile in profiles])
        await posts.store(connection, [(ids[ref], post_of(ref, index)) for index in range(70)])
    await posts.set_followers(connection, ids.values())
    tallies = await posts.tally(connection, ids.values())
    await accounts.note_posts(connection, ((t.account_id, t.posts, now()) for t in tallies))


def _profile(ref: AccountRef, days_ago: int, followers: int) -> Profile:
    return Profile(
        account=ref, observed_at=now() - timedelta(days=days_ago), followers=followers - 40 * days_ago
    )


def post_of(ref: AccountRef, index: int) -> Post:
    """Every 18 hours or so. On Instagram every eleventh hides its likes, and none tells shares or views."""
    on_tiktok = ref.platform == "tiktok"
    hidden = not on_tiktok and index % 11 == 0
    size = 900 + 370 * (index % 7) + 2_500 * (index % 13 == 0)
    return Post(
        account=ref,
        post_id=int(ref.platform_id or 0) % 10**12 * 1000 + index,
        published_at=_published(index),
        observed_at=now(),
        kind=KINDS[ref.platform][index % 3],
        caption=f"Cerita kopi nomor {index} #kopi #{'pagi' if index % 2 else 'sore'}",
        url=None if on_tiktok else f"https://www.instagram.com/p/contoh{index}/",
        counts=Counts(
            likes=None if hidden else size,
            comments=size // 30,
            shares=size // 50 if on_tiktok else None,
            saves=size // 40 if on_tiktok else None,
            views=size * 18 if on_tiktok else None,
        ),
        likes_hidden=hidden,
        hashtags=("kopi", "pagi" if index % 2 else "sore", *(["susu"] if index % 4 == 1 else [])),
    )


def _published(index: int) -> datetime:
    """Always at 02:15, 12:15 UTC and so on, that some hours of the week gather several posts."""
    day = now().replace(hour=0, minute=15, second=0, microsecond=0) - timedelta(days=1 + index * 3 // 4)
    return day + timedelta(hours=(2, 5, 12)[index % 3])
