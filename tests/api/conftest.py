"""Named actors against the whole application.

admin      may everything
manager    manages the client `kopi`
viewer     may see the client `kopi`, which watches two accounts
outsider   may see the client `teh` alone
anonymous  is not signed in
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from msgspec import Struct
from tests.applications import asking

from cicero import accounts, auth, clients, posts
from cicero.config import Settings
from cicero.db import Connection
from cicero.records import AccountRef, Counts, Post, Profile

Http = AsyncTestClient[Litestar]
PASSWORD = "tiga cangkir kopi susu"
FIRST = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
KOPI = AccountRef(platform="tiktok", platform_id="6800000000000000001", handle="kopi.contoh")
SAINGAN = AccountRef(platform="instagram", handle="saingan.contoh")


class Actors(Struct, frozen=True):
    """Each as the headers that its requests carry."""

    admin: dict[str, str]
    manager: dict[str, str]
    viewer: dict[str, str]
    outsider: dict[str, str]
    anonymous: dict[str, str] = {}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, pool_size=4)


@pytest.fixture
async def http(settings: Settings, database: str) -> AsyncIterator[Http]:
    async with asking(settings, database) as client:
        yield client


@pytest.fixture
async def actors(connection: Connection, kopi: clients.Client) -> Actors:
    teh = await clients.create(connection, slug="teh", name="Teh")
    return Actors(
        admin=await sign_in(connection, "admin", is_admin=True),
        manager=await sign_in(connection, "manager", member_of=kopi.client_id, role="manager"),
        viewer=await sign_in(connection, "viewer", member_of=kopi.client_id),
        outsider=await sign_in(connection, "outsider", member_of=teh.client_id),
    )


@pytest.fixture
async def kopi(connection: Connection) -> clients.Client:
    """Three posts of its own account on three days, the last with hidden likes; one of a competitor."""
    client = await clients.create(connection, slug="kopi", name="Kopi Contoh")
    ids = await accounts.resolve(connection, [KOPI, SAINGAN])
    await clients.add_accounts(connection, client.client_id, [ids[KOPI]], "own")
    await clients.add_accounts(connection, client.client_id, [ids[SAINGAN]], "competitor")
    own = [
        post(KOPI, 7_440_000_000_000_000_001 + day, day, likes=None if day == 2 else 10) for day in range(3)
    ]
    await posts.store(connection, [(ids[KOPI], each) for each in own])
    await posts.store(connection, [(ids[SAINGAN], post(SAINGAN, 9, 1, likes=500))])
    profile = Profile(account=KOPI, observed_at=FIRST + timedelta(days=5), followers=1000)
    await accounts.store_profiles(connection, [(ids[KOPI], profile)])
    return client


def post(account: AccountRef, post_id: int, day: int, likes: int | None) -> Post:
    return Post(
        account=account,
        post_id=post_id,
        published_at=FIRST + timedelta(days=day),
        observed_at=FIRST + timedelta(days=5),
        counts=Counts(likes=likes, comments=2, views=100),
        kind="video",
        caption="pagi #kopi",
        hashtags=("kopi",),
        likes_hidden=likes is None,
    )


async def sign_in(
    connection: Connection,
    username: str,
    *,
    is_admin: bool = False,
    member_of: int | None = None,
    role: str = "viewer",
) -> dict[str, str]:
    person = await auth.create_person(
        connection, username=username, name=username.title(), password=PASSWORD, is_admin=is_admin
    )
    if member_of is not None:
        await clients.add_person(connection, member_of, person.person_id, role)
    token = await auth.start_session(connection, person.person_id)
    return {"Authorization": f"Bearer {token}"}
