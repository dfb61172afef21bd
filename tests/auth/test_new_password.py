"""A new password ends what the old one opened; a link to one works once, and for an hour."""

from __future__ import annotations

import asyncio

import pytest

from cicero import auth
from cicero.config import Settings
from cicero.db import Connection, Pool
from cicero.errors import AuthError, CiceroError, InputError, NotFoundError

from .conftest import Door

NEW = "empat cangkir teh manis"


async def test_a_change_keeps_one_session_and_ends_the_others(
    connection: Connection, sari: auth.Person, door: Door
) -> None:
    here, elsewhere = [await auth.start_session(connection, sari.person_id) for _ in range(2)]
    kept = await auth.find_access(connection, here)
    assert kept is not None
    await auth.change_password(connection, sari, NEW, keep=kept.session_id)
    assert await auth.find_access(connection, here) is not None
    assert await auth.find_access(connection, elsewhere) is None
    with pytest.raises(AuthError):
        await door.enter()
    assert await door.enter(NEW)


async def test_a_weak_one_changes_nothing(connection: Connection, sari: auth.Person, door: Door) -> None:
    token = await auth.start_session(connection, sari.person_id)
    with pytest.raises(InputError, match="too easy"):
        await auth.change_password(connection, sari, "password123456", keep=None)
    assert await auth.find_access(connection, token) is not None
    assert await door.enter()


async def test_a_command_ends_every_session(connection: Connection, sari: auth.Person, door: Door) -> None:
    token = await auth.start_session(connection, sari.person_id)
    assert await auth.set_password(connection, " Sari", NEW) == sari
    assert await auth.find_access(connection, token) is None
    assert await door.enter(NEW)
    assert await auth.has_password(connection, "sari", NEW)
    assert not await auth.has_password(connection, "sari", "x")
    with pytest.raises(NotFoundError, match="no person 'nobody'"):
        await auth.set_password(connection, "nobody", NEW)


@pytest.mark.parametrize("named", ["sari", " SARI ", "sari@kopi.example", "Sari@Kopi.example"])
async def test_a_link_is_asked_for_by_name_or_address(
    connection: Connection, sari: auth.Person, named: str
) -> None:
    asked = await auth.ask_reset(connection, named)
    assert asked is not None
    assert asked.person == sari
    assert await auth.whose_reset(connection, asked.token) == sari
    cursor = await connection.execute("select r::text from password_reset r")
    assert asked.token not in str(await cursor.fetchall())


@pytest.mark.parametrize("named", ["nobody", "", "sari\x00x", "%", "bagus"])
@pytest.mark.usefixtures("sari")
async def test_nobody_gets_no_link(connection: Connection, named: str) -> None:
    await auth.create_person(connection, username="bagus", name="Bagus", password=NEW, is_admin=False)
    assert await auth.ask_reset(connection, named) is None


@pytest.mark.usefixtures("sari")
async def test_a_username_that_is_somebody_elses_address_leads_to_its_own(connection: Connection) -> None:
    trick = await auth.create_person(
        connection, username="sari@kopi.example", name="X", password=NEW, is_admin=False, email="x@x.example"
    )
    asked = await auth.ask_reset(connection, "sari@kopi.example")
    assert asked is not None
    assert asked.person == trick


async def test_a_used_link_and_all_others_are_over(connection: Connection, sari: auth.Person) -> None:
    first, second = [await auth.ask_reset(connection, "sari") for _ in range(2)]
    assert first is not None
    assert second is not None
    await auth.change_password(connection, sari, NEW, keep=None)
    for link in (first, second):
        with pytest.raises(NotFoundError, match="does not work any more"):
            await auth.whose_reset(connection, link.token)


@pytest.mark.parametrize(
    "change",
    [
        "update password_reset set expires_at = now()",
        "update person set disabled_at = now()",
        "delete from password_reset",
    ],
)
@pytest.mark.usefixtures("sari")
async def test_a_link_ends(connection: Connection, change: str) -> None:
    asked = await auth.ask_reset(connection, "sari")
    assert asked is not None
    await connection.execute(change)  # type: ignore[arg-type]
    with pytest.raises(NotFoundError):
        await auth.whose_reset(connection, asked.token)


async def test_it_works_for_an_hour(connection: Connection, sari: auth.Person) -> None:
    await auth.ask_reset(connection, sari.username)
    cursor = await connection.execute("select expires_at - created_at = '1 hour' from password_reset")
    assert await cursor.fetchone() == (True,)
    await connection.execute("update password_reset set expires_at = now() - interval '2 days'")
    assert await auth.sweep(connection) == 1


@pytest.mark.usefixtures("sari")
async def test_of_two_with_the_same_link_one_chooses(
    pool: Pool, connection: Connection, settings: Settings
) -> None:
    asked = await auth.ask_reset(connection, "sari")
    assert asked is not None

    async def choose(password: str) -> str:
        try:
            async with pool.connection() as one, one.transaction():
                person = await auth.whose_reset(one, asked.token)
                await auth.change_password(one, person, password, keep=None)
        except CiceroError as error:
            return str(error)
        return password

    passwords = [f"{number} {NEW}" for number in ("satu", "dua", "tiga")]
    done = await asyncio.gather(*map(choose, passwords))
    (chosen,) = set(done) & set(passwords)
    assert await Door(pool, settings).enter(chosen)
