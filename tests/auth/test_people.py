"""The people of the installation: found, disabled and enabled, and never without an administrator."""

from __future__ import annotations

import asyncio

import pytest

from cicero import auth, clients
from cicero.auth.people import PAGE
from cicero.db import EVERYTHING, Connection, Pool, scoped
from cicero.errors import ConflictError, NotFoundError

PASSWORD = "tiga cangkir kopi susu"


async def person(connection: Connection, name: str, *, is_admin: bool = False) -> auth.Person:
    return await auth.create_person(
        connection,
        username=name,
        name=name.title(),
        password=PASSWORD,
        is_admin=is_admin,
        email=f"{name}@example.org",
    )


async def test_the_list_tells_of_each_what_they_may_see(connection: Connection) -> None:
    kopi = await clients.create(connection, slug="kopi", name="Kopi Contoh")
    teh = await clients.create(connection, slug="teh", name="Teh")
    sari, adi = await person(connection, "sari"), await person(connection, "adi")
    await clients.add_person(connection, teh.client_id, sari.person_id, "viewer")
    await clients.add_person(connection, kopi.client_id, sari.person_id, "manager")
    await auth.start_session(connection, adi.person_id)
    people = await auth.list_people(connection)
    assert (people.total, [one.username for one in people.rows]) == (2, ["adi", "sari"])
    assert [(one.slug, one.role) for one in people.rows[1].memberships] == [
        ("kopi", "manager"),
        ("teh", "viewer"),
    ]
    assert (people.rows[0].last_seen_at is not None, people.rows[1].last_seen_at) == (True, None)
    assert (people.rows[0].sessions, people.rows[1].sessions, people.rows[0].totp) == (1, 0, False)
    assert (await auth.find_known(connection, adi.person_id)).email == "adi@example.org"


@pytest.mark.parametrize(
    ("search", "found"), [("SAR", ["sari"]), ("i@example", ["adi", "sari"]), ("%", []), ("", ["adi", "sari"])]
)
async def test_people_are_found_by_any_part_of_what_they_are_called(
    connection: Connection, search: str, found: list[str]
) -> None:
    await person(connection, "sari")
    await person(connection, "adi")
    assert [one.username for one in (await auth.list_people(connection, search)).rows] == found


async def test_a_long_list_comes_in_pages(connection: Connection) -> None:
    await connection.execute(
        "insert into person (username, name)"
        " select 'p' || n, to_char(n, 'FM000') from generate_series(1, %s) n",
        [PAGE + 3],
    )
    first, second = await auth.list_people(connection), await auth.list_people(connection, page=2)
    assert (len(first.rows), [one.name for one in second.rows]) == (PAGE, ["051", "052", "053"])
    assert (first.total, second.total) == (PAGE + 3, PAGE + 3)


async def test_a_disabled_person_is_out_and_comes_back_with_the_same_password(connection: Connection) -> None:
    await person(connection, "admin", is_admin=True)
    sari = await person(connection, "sari")
    token = await auth.start_session(connection, sari.person_id)
    await connection.execute(
        "insert into api_key (person_id, name, token_hash, hint, scopes)"
        " values (%s, 'a', 'x', 'cic_x', '{read}')",
        [sari.person_id],
    )
    await auth.disable(connection, sari.person_id)
    assert await auth.find_access(connection, token) is None
    assert not await auth.has_password(connection, "sari", PASSWORD)
    known = await auth.find_known(connection, sari.person_id)
    assert (known.disabled_at is not None, known.sessions, known.keys) == (True, 0, 0)
    await auth.enable(connection, sari.person_id)
    assert await auth.find_access(connection, token) is None
    assert (await auth.find_known(connection, sari.person_id)).keys == 0
    assert await auth.has_password(connection, "sari", PASSWORD)


async def test_the_last_administrator_stays_one(connection: Connection) -> None:
    first, second = (
        await person(connection, "one", is_admin=True),
        await person(connection, "two", is_admin=True),
    )
    await auth.disable(connection, second.person_id)
    for take in (
        auth.disable(connection, first.person_id),
        auth.set_administrator(connection, first.person_id, False),
    ):
        with pytest.raises(ConflictError, match="last administrator"):
            await take
    await auth.enable(connection, second.person_id)
    await auth.set_administrator(connection, first.person_id, False)
    assert not (await auth.find_known(connection, first.person_id)).is_admin


async def test_two_administrators_cannot_take_it_from_each_other(pool: Pool, connection: Connection) -> None:
    first, second = (
        await person(connection, "one", is_admin=True),
        await person(connection, "two", is_admin=True),
    )
    begun = asyncio.Barrier(2)

    async def take(person_id: int) -> bool:
        async with scoped(pool, EVERYTHING) as own:
            await begun.wait()
            try:
                await auth.set_administrator(own, person_id, False)
            except ConflictError:
                return False
            return True

    assert sorted(await asyncio.gather(take(first.person_id), take(second.person_id))) == [False, True]


async def test_nobody_is_changed_under_an_unknown_id(connection: Connection) -> None:
    await person(connection, "admin", is_admin=True)
    for change in (
        auth.find_known(connection, 10**12),
        auth.disable(connection, 10**12),
        auth.enable(connection, 10**12),
        auth.set_administrator(connection, 10**12, True),
    ):
        with pytest.raises(NotFoundError):
            await change
