"""Writing a line of the audit log, in the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from psycopg.types.json import Jsonb

from cicero.db import Connection, execute, sql


class Actor(Struct, frozen=True, kw_only=True):
    """Who acts. `through`: session, key (with its hint), command, or nobody for who is not signed in."""

    person_id: int | None
    name: str
    through: str
    address: str | None = None
    request_id: str | None = None


COMMAND = Actor(person_id=None, name="command line", through="command")


async def note(
    connection: Connection,
    actor: Actor,
    action: str,
    *,
    client_id: int | None = None,
    thing: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """`action`: noun.verb, such as `account.remove`. `thing`: what it was done to, by a name people know.

    `details`: what changed, as JSON; never a password, token or key.
    """
    values = {
        "person_id": actor.person_id,
        "actor": actor.name,
        "through": actor.through,
        "action": action,
        "client_id": client_id,
        "thing": thing and thing[:500],
        "details": Jsonb(dict(details or {})),
        "address": actor.address,
        "request_id": actor.request_id,
    }
    await execute(connection, sql(__package__, "add_note"), values)
