"""Who belongs to a client: seen, changed, removed, and never more by accident."""

from __future__ import annotations

import pytest

from cicero import auth, clients
from cicero.db import Connection
from cicero.errors import InputError, NotFoundError


@pytest.fixture
async def kopi(connection: Connection) -> clients.Client:
    return await clients.create(connection, slug="kopi", name="Kopi Contoh")


async def person(connection: Connection, name: str) -> int:
    made = await auth.create_person(
        connection, username=name, name=name.title(), password="tiga cangkir kopi susu", is_admin=False
    )
    return made.person_id


async def roles(connection: Connection, client: clients.Client) -> dict[str, str]:
    return {one.username: one.role for one in await clients.members(connection, client.client_id)}


async def test_roles_are_changed_and_taken(connection: Connection, kopi: clients.Client) -> None:
    sari, adi = await person(connection, "sari"), await person(connection, "adi")
    await clients.add_person(connection, kopi.client_id, sari, "viewer")
    await clients.add_person(connection, kopi.client_id, adi, "viewer")
    assert await clients.change_person(connection, kopi.client_id, sari, "analyst") == "viewer"
    assert await roles(connection, kopi) == {"sari": "analyst", "adi": "viewer"}
    assert await clients.remove_person(connection, kopi.client_id, sari) == "analyst"
    assert await roles(connection, kopi) == {"adi": "viewer"}


async def test_who_does_not_belong_cannot_be_changed(connection: Connection, kopi: clients.Client) -> None:
    sari = await person(connection, "sari")
    for change in (
        clients.change_person(connection, kopi.client_id, sari, "manager"),
        clients.remove_person(connection, kopi.client_id, sari),
        clients.find_member(connection, kopi.client_id, sari),
    ):
        with pytest.raises(NotFoundError):
            await change
    assert await roles(connection, kopi) == {}


async def test_there_are_three_roles(connection: Connection, kopi: clients.Client) -> None:
    sari = await person(connection, "sari")
    for add in (clients.add_person, clients.join, clients.change_person):
        with pytest.raises(InputError, match="no role 'admin'"):
            await add(connection, kopi.client_id, sari, "admin")


@pytest.mark.parametrize(
    ("had", "invited", "has"),
    [("viewer", "manager", "manager"), ("manager", "viewer", "manager"), ("analyst", "analyst", "analyst")],
)
async def test_joining_takes_nothing_away(
    connection: Connection, kopi: clients.Client, had: str, invited: str, has: str
) -> None:
    sari = await person(connection, "sari")
    await clients.add_person(connection, kopi.client_id, sari, had)
    await clients.join(connection, kopi.client_id, sari, invited)
    assert await roles(connection, kopi) == {"sari": has}
