"""The people who may sign in."""

from __future__ import annotations

import re

from msgspec import Struct

from cicero.auth.password import hashed
from cicero.db import Connection, execute, fetch_one, fetch_value, sql, widened
from cicero.errors import ConflictError, InputError, NotFoundError

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,62}")


class Person(Struct, frozen=True, kw_only=True):
    person_id: int
    username: str
    name: str
    is_admin: bool
    language: str
    theme: str
    zone: str | None = None
    email: str | None = None


async def create_person(
    connection: Connection,
    *,
    username: str,
    name: str,
    password: str,
    is_admin: bool,
    email: str | None = None,
    language: str | None = None,
) -> Person:
    """A new person; ConflictError when the username is taken, InputError when a rule is not met."""
    given, username = username, spelt(username)
    if not username:
        raise InputError(
            f"{given!r} cannot be a username.",
            "Use 2 to 63 letters, digits and . _ - + @, beginning with a letter or digit.",
        )
    values = {
        "username": username,
        "name": name.strip() or username,
        "password_hash": await hashed(password, username),
        "is_admin": is_admin,
        "email": email.strip().lower() or None if email else None,
        "language": language,
    }
    async with widened(connection):
        person = await fetch_one(connection, sql(__package__, "create_person"), values, Person)
    if person is None:
        raise ConflictError(f"There is a person {username!r} already.", "Choose another username.")
    return person


async def create_administrator(connection: Connection, *, username: str, name: str, password: str) -> Person:
    """The first person, for the set-up page; ConflictError once there is anybody.

    The lock lasts until the transaction ends: of two people who set Cicero up at once, one is told.
    """
    await execute(connection, sql(__package__, "lock_set_up"), {})
    if await anyone(connection):
        raise ConflictError("Cicero is set up already.", "Sign in, or ask an administrator for an account.")
    return await create_person(connection, username=username, name=name, password=password, is_admin=True)


async def set_password(connection: Connection, username: str, password: str) -> None:
    """Give somebody another password; InputError when a rule is not met. Their sessions go on."""
    name = spelt(username)
    values = {"username": name, "password_hash": await hashed(password, name)}
    async with widened(connection):
        changed = await execute(connection, sql(__package__, "set_password"), values)
    if changed == 0:
        raise NotFoundError(f"There is no person {username!r}.")


def spelt(username: str) -> str:
    """The username as it is kept, empty when nobody can be called that."""
    username = username.strip().lower()
    return username if _USERNAME.fullmatch(username) else ""


async def anyone(connection: Connection) -> bool:
    """Whether there is any person yet; until then only the set-up page is of use."""
    async with widened(connection):
        return bool(await fetch_value(connection, sql(__package__, "anyone"), {}))
