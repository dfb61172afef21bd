"""Who belongs to a client, and what they may do there."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cicero.db import Connection, execute, fetch_all, fetch_value, sql, widened
from cicero.errors import ForbiddenError, InputError, NotFoundError

PersonRole = Literal["manager", "analyst", "viewer"]
PERSON_ROLES: tuple[PersonRole, ...] = ("manager", "analyst", "viewer")


class Member(Struct, frozen=True, kw_only=True):
    """`disabled`: may not sign in at present."""

    person_id: int
    username: str
    name: str
    email: str | None
    role: str
    is_admin: bool
    disabled: bool


async def members(connection: Connection, client_id: int) -> list[Member]:
    """Who belongs to the client, by name. Administrators see it without belonging to it."""
    return await fetch_all(connection, sql(__package__, "members"), {"client_id": client_id}, Member)


async def find_member(connection: Connection, client_id: int, person_id: int) -> Member:
    """NotFoundError alike for who does not belong to the client and who does not exist."""
    for member in await members(connection, client_id):
        if member.person_id == person_id:
            return member
    raise NotFoundError("Nobody of that id belongs to this client.")


async def find_changeable(
    connection: Connection, client_id: int, person_id: int, *, by: int, is_admin: bool
) -> Member:
    """The member, where the person `by` may change what they are here.

    NotFoundError as `find_member`; ForbiddenError where a manager means an administrator or themselves.
    """
    member = await find_member(connection, client_id, person_id)
    if is_admin:
        return member
    if member.is_admin:
        raise ForbiddenError("Only administrators change what an administrator is.", "Ask one of them.")
    if member.person_id == by:
        raise ForbiddenError(
            "You cannot change or end your own role here.", "Ask another manager or an administrator."
        )
    return member


async def add_person(connection: Connection, client_id: int, person_id: int, role: str) -> None:
    """Let the person see the client; one who is there already gets this role."""
    values = {"client_id": client_id, "person_id": person_id, "role": role_named(role)}
    await execute(connection, sql(__package__, "add_person"), values)


async def join(connection: Connection, client_id: int, person_id: int, role: str) -> None:
    """Like `add_person`, but who may do more there already keeps that: an invitation takes nothing away."""
    values = {"client_id": client_id, "person_id": person_id, "role": role_named(role)}
    async with widened(connection):  # who accepts an invitation does not see the client yet
        await execute(connection, sql(__package__, "join"), values)


async def change_person(connection: Connection, client_id: int, person_id: int, role: str) -> str:
    """Another role for who belongs to the client; the one before. NotFoundError for anybody else."""
    values = {"client_id": client_id, "person_id": person_id, "role": role_named(role)}
    return _before(await fetch_value(connection, sql(__package__, "change_person"), values))


async def remove_person(connection: Connection, client_id: int, person_id: int) -> str:
    """They see the client no longer; the role they had. NotFoundError where they did not belong to it."""
    values = {"client_id": client_id, "person_id": person_id}
    return _before(await fetch_value(connection, sql(__package__, "remove_person"), values))


def role_named(role: str) -> PersonRole:
    found = next((one for one in PERSON_ROLES if one == role), None)
    if found is None:
        raise InputError(f"There is no role {role!r}.", f"Use one of {', '.join(PERSON_ROLES)}.")
    return found


def _before(role: str | None) -> str:
    if role is None:
        raise NotFoundError("Nobody of that id belongs to this client.")
    return role
