"""Another password: by oneself, by a link in a mail, or by a command on the server.

Each ends the sessions that the old one opened, and no device is known any more. API keys go on.
"""

from __future__ import annotations

import secrets

from msgspec import Struct

from cicero.auth.access import hashed_token
from cicero.auth.credential import Credential, credential_named, credential_of
from cicero.auth.password import hashed, matches
from cicero.auth.person import Person, find_person, spelt
from cicero.db import Connection, execute, fetch_one, sql, widened
from cicero.errors import NotFoundError

HOURS = 1
"""For which a link in a mail works."""


class Reset(Struct, frozen=True):
    """Who asked for a new password, and the token of the link that goes to their address."""

    person: Person
    token: str


async def change_password(
    connection: Connection, person: Person, password: str, *, keep: int | None
) -> Credential:
    """Give somebody another password and end all their sessions but the one with the id `keep`.

    InputError when a rule is not met. Who asks has to be known by the old password or a link already.
    """
    kept = await hashed(password, person.username, person.name, person.email or "")
    values = {"person_id": person.person_id, "password_hash": kept, "keep": keep}
    async with widened(connection):
        await execute(connection, sql(__package__, "set_password"), values)
        await execute(connection, sql(__package__, "end_other_sessions"), values)
        await execute(connection, sql(__package__, "forget_resets"), values)
    return await credential_of(connection, person.person_id)


async def set_password(connection: Connection, username: str, password: str) -> Person:
    """For commands on the server; NotFoundError where there is nobody of that name."""
    person = await find_person(connection, username)
    await change_password(connection, person, password, keep=None)
    return person


async def has_password(connection: Connection, username: str, password: str) -> bool:
    """Whether that is somebody's password; for commands on the server, which nobody guesses with."""
    known = await credential_named(connection, spelt(username))
    return known is not None and await matches(password, known.password_hash)


async def ask_reset(connection: Connection, named: str) -> Reset | None:
    """A link's token for who is called that or has that address; None for nobody, or who has no address."""
    given = named.replace("\0", "").strip().lower()[:500]
    token = secrets.token_urlsafe(32)
    async with widened(connection):
        person = await fetch_one(connection, sql(__package__, "find_reachable"), {"named": given}, Person)
        if person is None:
            return None
        values = {"token_hash": hashed_token(token), "person_id": person.person_id, "hours": HOURS}
        await execute(connection, sql(__package__, "add_reset"), values)
    return Reset(person, token)


async def whose_reset(connection: Connection, token: str) -> Person:
    """NotFoundError where the link never was one, is over, or was used: `change_password` uses it up.

    Of two who bring the same link at once, the second waits for the first's transaction and is told so.
    """
    async with widened(connection):
        values = {"token_hash": hashed_token(token)}
        person = await fetch_one(connection, sql(__package__, "find_reset"), values, Person)
    if person is None:
        raise NotFoundError(
            "This link does not work any more.", "It works once and for an hour. Ask for another."
        )
    return person
