"""Named actors against the whole application, for the pages about collecting.

admin      administers the installation
manager    and analyst look after the client `kopi`
viewer     may see the client `kopi`
outsider   may see the client `teh` alone
anonymous  is not signed in
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from msgspec import Struct
from tests.applications import asking

from cicero import accounts, auth, clients, posts
from cicero.config import Settings
from cicero.db import Connection
from cicero.records import AccountRef

Http = AsyncTestClient[Litestar]
Headers = dict[str, str]
PASSWORD = "tiga cangkir kopi susu"


class Actors(Struct, frozen=True):
    """Each as the headers that its requests carry."""

    admin: Headers
    manager: Headers
    analyst: Headers
    viewer: Headers
    outsider: Headers
    anonymous: Headers = {}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, pool_size=4)


@pytest.fixture
async def http(settings: Settings, database: str) -> AsyncIterator[Http]:
    async with asking(settings, database) as client:
        yield client


@pytest.fixture
async def kopi(connection: Connection) -> clients.Client:
    """A client that watches nothing yet."""
    return await clients.create(connection, slug="kopi", name="Kopi Contoh")


@pytest.fixture
async def actors(connection: Connection, kopi: clients.Client) -> Actors:
    teh = await clients.create(connection, slug="teh", name="Teh")
    return Actors(
        admin=await sign_in(connection, "admin", is_admin=True),
        manager=await sign_in(connection, "manager", kopi, "manager"),
        analyst=await sign_in(connection, "analyst", kopi, "analyst"),
        viewer=await sign_in(connection, "viewer", kopi, "viewer"),
        outsider=await sign_in(connection, "outsider", teh, "manager"),
    )


async def sign_in(
    connection: Connection,
    username: str,
    client: clients.Client | None = None,
    role: str = "",
    *,
    is_admin: bool = False,
) -> Headers:
    person = await auth.create_person(
        connection, username=username, name=username.title(), password=PASSWORD, is_admin=is_admin
    )
    if client:
        await clients.add_person(connection, client.client_id, person.person_id, role)
    token = await auth.start_session(connection, person.person_id)
    return {"Authorization": f"Bearer {token}"}


async def speak(http: Http, person: Headers, language: str) -> None:
    """From now on the pages of that person are in this language."""
    answer = await http.post(
        "/preferences", headers=person, data={"language": language}, follow_redirects=False
    )
    assert answer.status_code == 303
    http.cookies.clear()


async def account(
    connection: Connection, client: clients.Client, handle: str, role: clients.client.Role = "own"
) -> int:
    """An Instagram account that the client watches."""
    ref = AccountRef(platform="instagram", handle=handle)
    account_id = (await accounts.resolve(connection, [ref]))[ref]
    await clients.add_accounts(connection, client.client_id, [account_id], role)
    return account_id


async def note_posts(connection: Connection, account_id: int) -> None:
    """What a visit does once posts are stored: remember how many there are, and until when they are known."""
    tallies = await posts.tally(connection, [account_id])
    rows = [(one.account_id, one.posts, one.newest) for one in tallies]
    await accounts.note_posts(connection, rows)
