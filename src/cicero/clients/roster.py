"""The roster: the people whose part in a client's own posts is followed, by their handles on the networks.

They need not be able to sign in; who may is told by `people`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NoReturn

import psycopg
from msgspec import Struct, structs

from cicero.db import Connection, execute, fetch_all, fetch_one, fetch_value, sql
from cicero.errors import ConflictError, InputError, NotFoundError
from cicero.records import Platform
from cicero.sources.networks.handles import handle_in

LONGEST, LONGEST_EMAIL = 120, 254
_CODE = re.compile(r"[\w.-]{1,64}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


class Details(Struct, frozen=True, kw_only=True):
    """What is known of a member. `code`: the organisation's own number of them, once at a client.

    Handles are lower case without `@`. `joined_on`: posts before that day ask nothing of them; None: they
    were always there. Who is not `active` is left out of recaps.
    """

    code: str
    name: str
    title: str | None = None
    division: str | None = None
    email: str | None = None
    instagram: str | None = None
    tiktok: str | None = None
    active: bool = True
    joined_on: date | None = None


class RosterMember(Details, frozen=True, kw_only=True):
    member_id: int


async def roster(connection: Connection, client_id: int) -> list[RosterMember]:
    """Everybody on the client's roster, active or not, by code."""
    return await fetch_all(connection, sql(__package__, "roster"), {"client_id": client_id}, RosterMember)


async def find_in_roster(connection: Connection, client_id: int, code: str) -> RosterMember:
    """The member of that code, who does not change until the transaction ends; else NotFoundError."""
    values = {"client_id": client_id, "code": code.strip()}
    found = await fetch_one(connection, sql(__package__, "find_in_roster"), values, RosterMember)
    if found is None:
        raise NotFoundError("Nobody on this client's roster has that ID.", "Look it up in the roster.")
    return found


async def add_to_roster(connection: Connection, client_id: int, details: Details) -> RosterMember:
    """InputError where something of it cannot be; ConflictError where the code or a handle is another's."""
    kept = cleaned(details)
    values = {"client_id": client_id, **structs.asdict(kept)}
    try:
        async with connection.transaction():
            member_id = await fetch_value(connection, sql(__package__, "add_to_roster"), values)
    except psycopg.errors.UniqueViolation as error:
        _taken(error, kept)
    return RosterMember(**structs.asdict(kept), member_id=member_id)


async def change_in_roster(
    connection: Connection, client_id: int, member: RosterMember, details: Details
) -> dict[str, list[Any]]:
    """Each thing that differs from before, as [before, after]. Errors as `add_to_roster`.

    Posts published until now know the member by the handle of before as well, unless that was theirs for less
    than a day: then it was a slip.
    """
    kept = cleaned(details)
    values = {"client_id": client_id, "member_id": member.member_id, **structs.asdict(kept)}
    try:
        async with connection.transaction():
            await execute(connection, sql(__package__, "change_in_roster"), values)
    except psycopg.errors.UniqueViolation as error:
        _taken(error, kept)
    names = Details.__struct_fields__
    pairs = {name: [getattr(member, name), getattr(kept, name)] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def cleaned(details: Details) -> Details:
    """The same as it is kept: without blanks around, handles as the networks write them, empty as None."""
    code = details.code.strip()
    if not _CODE.fullmatch(code):
        raise InputError(
            "A member's ID has 1 to 64 letters, digits, dots, hyphens or underscores.",
            "Use the number that the organisation knows them by.",
        )
    name = _short(details.name)
    if name is None:
        raise InputError("A member needs a name.", "Enter how others know them.")
    return Details(
        code=code,
        name=name,
        title=_short(details.title),
        division=_short(details.division),
        email=_address(details.email),
        instagram=_handle("instagram", details.instagram),
        tiktok=_handle("tiktok", details.tiktok),
        active=details.active,
        joined_on=details.joined_on,
    )


def _short(given: str | None) -> str | None:
    text = " ".join((given or "").split())
    if len(text) > LONGEST:
        raise InputError("A name, title or division is longer than 120 characters.", "Use a shorter one.")
    return text or None


def _address(given: str | None) -> str | None:
    email = (given or "").strip().lower()
    if email and (len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email)):
        raise InputError("That is not an e-mail address.", "Enter one such as sari@example.org.")
    return email or None


def _handle(platform: Platform, given: str | None) -> str | None:
    return handle_in(platform, given) if given and given.strip() else None


def _taken(error: psycopg.errors.UniqueViolation, details: Details) -> NoReturn:
    """What was meant is another member's already: say which of it."""
    if error.diag.constraint_name == "roster_code":
        raise ConflictError(
            f"Somebody else on the roster has the ID {details.code}.", "Give another, or change theirs first."
        ) from None
    handle = details.instagram if error.diag.constraint_name == "roster_instagram" else details.tiktok
    raise ConflictError(
        f"Somebody else on the roster has the handle @{handle}.", "Give another, or change theirs first."
    ) from None
