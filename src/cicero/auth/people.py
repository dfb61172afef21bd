"""The people of the installation as administrators see and change them."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from cicero.auth.person import Person
from cicero.db import Connection, fetch_all, fetch_value, sql
from cicero.errors import ConflictError, NotFoundError

PAGE = 50
"""People on one page of the list."""


class Membership(Struct, frozen=True, kw_only=True):
    person_id: int
    slug: str
    name: str
    role: str


class Known(Person, frozen=True, kw_only=True):
    """`last_seen_at`: of their sessions that are left, to the minute. `totp`: signing in takes a code too.

    `disabled_at`: since when they may not sign in, None: they may.
    """

    created_at: datetime
    last_seen_at: datetime | None
    disabled_at: datetime | None
    totp: bool
    sessions: int
    keys: int
    memberships: tuple[Membership, ...] = ()


class People(Struct, frozen=True, kw_only=True):
    """One page of a list of `total`."""

    rows: tuple[Known, ...]
    total: int


class _Row(Known, frozen=True, kw_only=True):
    total: int


async def list_people(connection: Connection, search: str = "", page: int = 1) -> People:
    """By name; `search` is part of a name, username or e-mail address. The connection must see everybody."""
    rows = await _known(connection, None, search.strip(), PAGE, (page - 1) * PAGE)
    return People(rows=rows, total=rows[0].total if rows else 0)


async def find_known(connection: Connection, person_id: int) -> Known:
    """NotFoundError where there is nobody of that id. The connection must see everybody."""
    rows = await _known(connection, person_id, "", 1, 0)
    if not rows:
        raise NotFoundError("There is no such person.")
    return rows[0]


async def _known(
    connection: Connection, person_id: int | None, search: str, limit: int, offset: int
) -> tuple[_Row, ...]:
    values = {"person_id": person_id, "search": search, "limit": limit, "offset": offset}
    rows = await fetch_all(connection, sql(__package__, "list_people"), values, _Row)
    people = {"people": [row.person_id for row in rows]}
    theirs = await fetch_all(connection, sql(__package__, "memberships"), people, Membership)
    return tuple(
        replace(row, memberships=tuple(one for one in theirs if one.person_id == row.person_id))
        for row in rows
    )


async def disable(connection: Connection, person_id: int) -> None:
    """They may not sign in until enabled again; their sessions end, their keys are revoked for good.

    ConflictError for the last administrator. Invitations they sent are over as long as this lasts.
    """
    await _keep_an_administrator(connection, person_id)
    await _change(connection, "disable_person", person_id)


async def enable(connection: Connection, person_id: int) -> None:
    """They may sign in again, with the password they had."""
    await _change(connection, "enable_person", person_id)


async def set_administrator(connection: Connection, person_id: int, is_admin: bool) -> None:
    """ConflictError where it would leave the installation without an administrator who can sign in."""
    if not is_admin:
        await _keep_an_administrator(connection, person_id)
    await _change(connection, "set_administrator", person_id, is_admin=is_admin)


async def _keep_an_administrator(connection: Connection, person_id: int) -> None:
    """Two administrators who take it from each other at once wait here for one another."""
    others = await fetch_all(
        connection, sql(__package__, "lock_administrators"), {"except": person_id}, _Administrator
    )
    if not others:
        raise ConflictError(
            "This is the last administrator who can sign in.", "Make somebody else an administrator first."
        )


class _Administrator(Struct, frozen=True):
    person_id: int


async def _change(connection: Connection, statement: str, person_id: int, **values: bool) -> None:
    found = await fetch_value(connection, sql(__package__, statement), {"person_id": person_id, **values})
    if found is None:
        raise NotFoundError("There is no such person.")
