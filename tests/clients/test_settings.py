"""What a client is called: changed with its old links kept, refused where it cannot be, removed by name."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cicero import accounts, clients
from cicero.db import Connection
from cicero.errors import ConflictError, InputError, NotFoundError
from cicero.records import AccountRef

KEPT = clients.Changed(name="Kopi Contoh", slug="kopi", zone="Asia/Jakarta", language="id", colour=None)


@pytest.fixture
async def kopi(connection: Connection) -> clients.Client:
    return await clients.create(connection, slug="kopi", name="Kopi Contoh")


async def find(connection: Connection, slug: str) -> clients.Client:
    return await clients.find(connection, slug, 0, True)


async def rename(connection: Connection, slug: str, to: str) -> None:
    client = await find(connection, slug)
    await clients.change(connection, client, replace(KEPT, slug=to))


async def test_what_differs_is_told_with_what_was(connection: Connection, kopi: clients.Client) -> None:
    changed = replace(KEPT, name=" Kopi Baru ", zone="Asia/Makassar", colour="#aa3300")
    assert await clients.change(connection, kopi, changed) == {
        "name": ["Kopi Contoh", "Kopi Baru"],
        "zone": ["Asia/Jakarta", "Asia/Makassar"],
        "colour": [None, "#aa3300"],
    }
    found = await find(connection, "kopi")
    assert (found.name, found.zone, found.colour) == ("Kopi Baru", "Asia/Makassar", "#aa3300")
    assert await clients.change(connection, found, changed) == {}


async def test_every_short_name_it_had_leads_to_it(connection: Connection, kopi: clients.Client) -> None:
    await rename(connection, "kopi", "kopi-baru")
    await rename(connection, "kopi-baru", "kopi-2026")
    for slug in ("kopi", "kopi-baru", "kopi-2026"):
        assert ((await find(connection, slug)).client_id, (await find(connection, slug)).slug) == (
            kopi.client_id,
            "kopi-2026",
        )
    await rename(connection, "kopi-2026", "kopi")
    assert (await find(connection, "kopi")).slug == "kopi"


async def test_a_former_short_name_is_somebody_elses_once_they_take_it(
    connection: Connection, kopi: clients.Client
) -> None:
    await rename(connection, "kopi", "kopi-baru")
    other = await clients.create(connection, slug="kopi", name="Kopi Lain")
    assert (await find(connection, "kopi")).client_id == other.client_id
    await clients.change(connection, other, replace(KEPT, slug="kopi-lain"))
    assert (await find(connection, "kopi")).client_id == other.client_id
    assert (await find(connection, "kopi-baru")).client_id == kopi.client_id


@pytest.mark.usefixtures("kopi")
async def test_a_taken_short_name_changes_nothing(connection: Connection) -> None:
    teh = await clients.create(connection, slug="teh", name="Teh")
    with pytest.raises(ConflictError, match="'kopi' is taken"):
        await clients.change(connection, teh, replace(KEPT, name="Teh Baru", slug="kopi"))
    assert (await find(connection, "teh")).name == "Teh"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"slug": "Kopi Baru"}, "short name"),
        ({"name": "  "}, "needs a name"),
        ({"name": "k" * 121}, "longer than 120"),
        ({"zone": "Asia/Atlantis"}, "Asia/Atlantis"),
        ({"language": "fr"}, "no language 'fr'"),
        ({"colour": "red"}, "'red' is not a colour"),
        ({"colour": "#aa33"}, "is not a colour"),
    ],
)
async def test_what_cannot_be_is_refused(
    connection: Connection, kopi: clients.Client, wrong: dict[str, str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        await clients.change(connection, kopi, replace(KEPT, **wrong))
    assert await find(connection, "kopi") == replace(kopi, role="admin")


async def test_a_removed_client_leaves_its_accounts(connection: Connection, kopi: clients.Client) -> None:
    ref = AccountRef(platform="instagram", handle="kopi.contoh")
    account_id = (await accounts.resolve(connection, [ref]))[ref]
    await clients.add_accounts(connection, kopi.client_id, [account_id], "own")
    with pytest.raises(InputError, match="not its short name"):
        await clients.remove(connection, kopi, "Kopi Contoh")
    assert (await find(connection, "kopi")).client_id == kopi.client_id
    await clients.remove(connection, kopi, " kopi ")
    with pytest.raises(NotFoundError):
        await find(connection, "kopi")
    assert (await accounts.resolve(connection, [ref]))[ref] == account_id


async def test_the_logo_is_the_newest_one(connection: Connection, kopi: clients.Client) -> None:
    assert kopi.logo_at is None
    with pytest.raises(NotFoundError, match="has no logo"):
        await clients.read_logo(connection, kopi.client_id)
    for body in (b"one", b"two"):
        await clients.keep_logo(connection, kopi.client_id, clients.Logo(media_type="image/webp", body=body))
    assert (await clients.read_logo(connection, kopi.client_id)).body == b"two"
    assert (await find(connection, "kopi")).logo_at is not None
    await clients.remove_logo(connection, kopi.client_id)
    assert (await find(connection, "kopi")).logo_at is None
