"""Who belongs to a client, and what they may do there."""

from __future__ import annotations

from typing import Literal

from cicero.db import Connection, execute, sql
from cicero.errors import InputError

PersonRole = Literal["manager", "analyst", "viewer"]
PERSON_ROLES: tuple[PersonRole, ...] = ("manager", "analyst", "viewer")


async def add_person(connection: Connection, client_id: int, person_id: int, role: str) -> None:
    """Let the person see the client; one who is there already gets this role."""
    if role not in PERSON_ROLES:
        raise InputError(f"There is no role {role!r}.", f"Use one of {', '.join(PERSON_ROLES)}.")
    values = {"client_id": client_id, "person_id": person_id, "role": role}
    await execute(connection, sql(__package__, "add_person"), values)
