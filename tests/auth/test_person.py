from __future__ import annotations

import asyncio

import pytest

from cicero import auth
from cicero.db import Connection, Pool
from cicero.errors import CiceroError, ConflictError, InputError

PASSWORD = "tiga cangkir kopi"


async def create(connection: Connection, username: str, **changed: object) -> auth.Person:
    values = {"username": username, "name": "Sari", "password": PASSWORD, "is_admin": False, **changed}
    return await auth.create_person(connection, **values)  # type: ignore[arg-type]


async def test_a_person_is_created_once_whatever_the_case(connection: Connection) -> None:
    person = await create(connection, " Sari.W ")
    assert person == auth.Person(
        person_id=person.person_id,
        username="sari.w",
        name="Sari",
        is_admin=False,
        language="en",
        theme="auto",
    )
    with pytest.raises(ConflictError, match=r"There is a person 'sari\.w' already\."):
        await create(connection, "sari.w")


async def test_a_name_left_empty_is_the_username(connection: Connection) -> None:
    assert (await create(connection, "sari@kopi.example", name=" ")).name == "sari@kopi.example"


@pytest.mark.parametrize("username", ["", "s", "sari w", "-sari", "sári", "s" * 64, "sari\x00", "../sari"])
async def test_a_username_must_fit(connection: Connection, username: str) -> None:
    with pytest.raises(InputError, match="cannot be a username"):
        await create(connection, username)


async def test_there_is_somebody_after_the_first(connection: Connection) -> None:
    assert not await auth.anyone(connection)
    await create(connection, "sari")
    assert await auth.anyone(connection)


async def test_of_two_who_set_up_at_once_one_is_the_administrator(pool: Pool) -> None:
    async def set_up(username: str) -> auth.Person | CiceroError:
        try:
            async with pool.connection() as connection:
                return await auth.create_administrator(
                    connection, username=username, name="", password=PASSWORD
                )
        except ConflictError as error:
            return error

    done = await asyncio.gather(*(set_up(f"admin{number}") for number in range(4)))
    made = [one for one in done if isinstance(one, auth.Person)]
    assert [(one.is_admin) for one in made] == [True]
    assert {str(one) for one in done if one not in made} == {"Cicero is set up already."}
