"""API keys: kept as a hash, for as long and as much as was chosen, never for more than their owner may."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest

from cicero import auth, clients
from cicero.auth import KEY_PREFIX, NewKey, Person
from cicero.db import Connection, fetch_value
from cicero.errors import ForbiddenError, InputError, NotFoundError


async def person(connection: Connection, username: str, *, is_admin: bool = False) -> Person:
    return await auth.create_person(
        connection, username=username, name=username, password="tiga cangkir kopi", is_admin=is_admin
    )


async def make(
    connection: Connection,
    owner: Person,
    scopes: Collection[str] = ("read",),
    only: Collection[int] | None = None,
    days: int | None = 30,
) -> NewKey:
    return await auth.create_key(
        connection, owner, name=" Laporan  mingguan ", scopes=scopes, clients=only, days=days
    )


async def opened(connection: Connection, token: str) -> auth.Access:
    access = await auth.find_access(connection, token)
    assert access is not None
    return access


async def test_a_key_opens_what_its_scopes_name(connection: Connection) -> None:
    sari = await person(connection, "sari")
    kopi = await clients.create(connection, slug="kopi", name="Kopi")
    await clients.add_person(connection, kopi.client_id, sari.person_id, "manager")
    reads = await opened(connection, (await make(connection, sari)).token)
    assert (reads.person.username, reads.clients, reads.through) == ("sari", (kopi.client_id,), "key")
    assert reads.may("client.see", "manager")
    assert not reads.may("accounts.change", "manager")
    assert not reads.may("self.change")
    writes = await opened(connection, (await make(connection, sari, ("read", "write"))).token)
    assert writes.may("accounts.change", "manager")
    assert not writes.may("accounts.change", "viewer")
    assert not writes.may("self.change")


async def test_the_token_is_kept_as_its_hash_alone(connection: Connection) -> None:
    made = await make(connection, await person(connection, "sari"))
    assert made.token.startswith(KEY_PREFIX)
    assert made.token.startswith(made.key.hint)
    assert len(made.token) - len(made.key.hint) > 32
    assert made.token not in await fetch_value(connection, "select api_key::text from api_key", {})
    assert made.key.name == "Laporan mingguan"


async def test_a_revoked_key_opens_nothing(connection: Connection) -> None:
    sari, budi = await person(connection, "sari"), await person(connection, "budi")
    made, other = await make(connection, sari), await make(connection, sari)
    with pytest.raises(NotFoundError):
        await auth.revoke_key(connection, budi.person_id, made.key.key_id)
    assert await auth.revoke_key(connection, sari.person_id, made.key.key_id) == "Laporan mingguan"
    with pytest.raises(NotFoundError):
        await auth.revoke_key(connection, sari.person_id, made.key.key_id)
    assert await auth.find_access(connection, made.token) is None
    assert await auth.find_access(connection, other.token)
    assert [key.key_id for key in await auth.keys_of(connection, sari.person_id)] == [other.key.key_id]
    assert await auth.revoke_keys(connection, sari.person_id) == 1
    assert await auth.find_access(connection, other.token) is None


async def test_an_expired_key_opens_nothing_and_is_told_as_such(connection: Connection) -> None:
    sari = await person(connection, "sari")
    made, lasting = await make(connection, sari), await make(connection, sari, days=None)
    assert made.key.expires_at is not None
    assert (made.key.expires_at - made.key.created_at).days == 30
    assert lasting.key.expires_at is None
    await connection.execute(
        "update api_key set expires_at = now() - interval '1 second' where key_id = %s", [made.key.key_id]
    )
    assert await auth.find_access(connection, made.token) is None
    assert await auth.find_access(connection, lasting.token)
    assert [key.expired for key in await auth.keys_of(connection, sari.person_id)] == [False, True]


async def test_a_key_for_some_clients_sees_no_others_and_loses_what_its_owner_loses(
    connection: Connection,
) -> None:
    sari = await person(connection, "sari")
    kopi, teh, susu = [
        (await clients.create(connection, slug=slug, name=slug)).client_id for slug in ("kopi", "teh", "susu")
    ]
    for client_id in (kopi, teh):
        await clients.add_person(connection, client_id, sari.person_id, "analyst")
    token = (await make(connection, sari, only=[teh, susu])).token
    assert (await opened(connection, token)).clients == (teh,)
    await connection.execute("delete from client_person where client_id = %s", [teh])
    assert (await opened(connection, token)).clients == ()


async def test_an_administrators_key_for_some_clients_is_not_about_the_installation(
    connection: Connection,
) -> None:
    ayu = await person(connection, "ayu", is_admin=True)
    kopi = await clients.create(connection, slug="kopi", name="Kopi")
    narrow = await opened(connection, (await make(connection, ayu, only=[kopi.client_id])).token)
    wide = await opened(connection, (await make(connection, ayu, ("read", "admin"))).token)
    assert (narrow.clients, wide.clients) == ((kopi.client_id,), None)
    assert (narrow.may("sources.see"), wide.may("sources.see")) == (False, True)


async def test_a_key_is_no_administrators_once_its_owner_is_none(connection: Connection) -> None:
    ayu = await person(connection, "ayu", is_admin=True)
    token = (await make(connection, ayu, ("read", "admin"))).token
    await connection.execute("update person set is_admin = false")
    access = await opened(connection, token)
    assert (access.clients, access.may("sources.see")) == ((), False)
    await connection.execute("update person set disabled_at = now()")
    assert await auth.find_access(connection, token) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  "},
        {"name": "x" * 101},
        {"scopes": []},
        {"scopes": ["read", "everything"]},
        {"clients": []},
        {"days": 0},
        {"days": 100_000},
        {"scopes": ["admin"], "clients": [1]},
    ],
)
async def test_what_makes_no_key(connection: Connection, wrong: dict[str, Any]) -> None:
    ayu = await person(connection, "ayu", is_admin=True)
    given = {"name": "Laporan", "scopes": ["read"], "clients": None, "days": 30, **wrong}
    with pytest.raises(InputError):
        await auth.create_key(connection, ayu, **given)
    assert await auth.keys_of(connection, ayu.person_id) == []


async def test_only_an_administrators_key_has_the_scope_admin(connection: Connection) -> None:
    sari = await person(connection, "sari")
    with pytest.raises(ForbiddenError):
        await make(connection, sari, ("read", "admin"))
