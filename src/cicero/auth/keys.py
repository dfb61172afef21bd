"""API keys: a token for programs, shown once and kept as its hash.

A key does what its scopes name, and never more than its owner may do at that moment: `access.find_access`
reads the owner anew, and a client that they lose is lost to their keys as well.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime

from msgspec import Struct

from cicero.auth.access import KEY_PREFIX, hashed_token
from cicero.auth.permissions import KEY_SCOPES
from cicero.auth.person import Person
from cicero.db import Connection, execute, fetch_all, fetch_one, fetch_value, sql
from cicero.errors import CiceroError, ForbiddenError, InputError, NotFoundError

LONGEST_NAME = 100
MOST_DAYS = 3650
TOKEN_BYTES = 32
SHOWN = len(KEY_PREFIX) + 4
"""Characters of a token that stay readable, to know the key by: 24 of its 256 bits."""


class Key(Struct, frozen=True, kw_only=True):
    """`clients`: the ids of those that it is for; None: all that its owner sees. `expires_at` None: never."""

    key_id: int
    name: str
    hint: str
    scopes: list[str]
    clients: list[int] | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    expired: bool


class NewKey(Struct, frozen=True):
    token: str
    key: Key


async def create_key(
    connection: Connection,
    owner: Person,
    *,
    name: str,
    scopes: Collection[str],
    clients: Collection[int] | None,
    days: int | None,
) -> NewKey:
    """A new key; its token is known now and never again. `days` None: it does not expire.

    InputError where something cannot be used, ForbiddenError for a scope that the owner does not have. That
    the owner sees the clients is up to the caller; where they do not, the key opens nothing of them.
    """
    name = " ".join(name.split())
    _check(owner, name, scopes, clients, days)
    token = KEY_PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    values = {
        "person_id": owner.person_id,
        "name": name,
        "token_hash": hashed_token(token),
        "hint": token[:SHOWN],
        "scopes": [scope for scope in KEY_SCOPES if scope in scopes],
        "clients": None if clients is None else sorted(set(clients)),
        "days": days,
    }
    key = await fetch_one(connection, sql(__package__, "create_key"), values, Key)
    if key is None:
        raise CiceroError("The key was not kept.", "Try again.")
    return NewKey(token, key)


async def keys_of(connection: Connection, person_id: int) -> list[Key]:
    """All but the revoked ones, the newest first."""
    return await fetch_all(connection, sql(__package__, "keys_of"), {"person_id": person_id}, Key)


async def revoke_key(connection: Connection, person_id: int, key_id: int) -> str:
    """The name of the key that opens nothing from now on; NotFoundError where the person has no such key."""
    values = {"person_id": person_id, "key_id": key_id}
    name = await fetch_value(connection, sql(__package__, "revoke_key"), values)
    if name is None:
        raise NotFoundError("You have no such key; it may be revoked already.")
    return str(name)


async def revoke_keys(connection: Connection, person_id: int) -> int:
    """How many keys of that person open nothing from now on."""
    return await execute(connection, sql(__package__, "revoke_keys"), {"person_id": person_id})


def _check(
    owner: Person, name: str, scopes: Collection[str], clients: Collection[int] | None, days: int | None
) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise InputError("A key's name has 1 to 100 characters.", "Name the program that will use it.")
    unknown = [scope for scope in scopes if scope not in KEY_SCOPES]
    if unknown or not scopes:
        raise InputError("A key needs a scope that there is.", "Choose at least one of those offered.")
    if "admin" in scopes and not owner.is_admin:
        raise ForbiddenError(
            "Only an administrator's key may have the scope 'admin'.", "Leave it out, or ask one of them."
        )
    if clients is not None and not clients:
        raise InputError("The key would see no client.", "Choose at least one, or all.")
    if "admin" in scopes and clients is not None:
        raise InputError(
            "The scope 'admin' is about the whole installation: such a key cannot be for some clients only.",
            "Choose all clients, or leave the scope out.",
        )
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise InputError(f"A key lasts 1 to {MOST_DAYS} days, or does not expire.", "Choose one of those.")
