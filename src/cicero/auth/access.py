"""Who makes a request and what that lets them see and do: by a session's token or an API key."""

from __future__ import annotations

from hashlib import sha256
from typing import Literal

from msgspec import Struct

from cicero.auth.permissions import PERMISSIONS, roles_with
from cicero.auth.person import Person
from cicero.db import Connection, Scope, execute, fetch_one, sql

KEY_PREFIX = "cic_"
"""How every API key begins, so that people and scanners know one when they see it."""


class Access(Struct, frozen=True, kw_only=True):
    """`clients`: the ids of what they may see; None: all. `scopes`: what a key may do; None for a session."""

    person: Person
    clients: tuple[int, ...] | None
    through: Literal["session", "key"]
    session_id: int | None = None
    key_hint: str | None = None
    scopes: tuple[str, ...] | None = None

    @property
    def scope(self) -> Scope:
        return Scope(self.person.person_id, self.clients)

    def may(self, permission: str, role: str | None = None) -> bool:
        """Whether they may; `role` is theirs at the client that it is about."""
        line = PERMISSIONS[permission]
        if self.scopes is not None and line.place != "open" and line.key not in self.scopes:
            return False
        if line.place == "client":
            return role in roles_with(permission)
        if line.place == "platform":
            return self.person.is_admin and self.clients is None
        return True


class _Found(Person, frozen=True, kw_only=True):
    """`idle`: nothing was heard for a minute."""

    clients: list[int]
    idle: bool

    def person(self) -> Person:
        return Person(**{name: getattr(self, name) for name in Person.__struct_fields__})


class _Session(_Found, frozen=True, kw_only=True):
    session_id: int


class _Key(_Found, frozen=True, kw_only=True):
    key_id: int
    hint: str
    scopes: list[str]
    only_clients: list[int] | None


async def find_access(connection: Connection, token: str) -> Access | None:
    """What the token of a session or a key opens; None when it never did, has ended, expired or was revoked.

    Use moves a session's end on, written at most once a minute; requests of one session never wait for each
    other. The connection must see everything.
    """
    parameters = {"token_hash": hashed_token(token)}
    if token.startswith(KEY_PREFIX):
        return await _of_key(connection, parameters)
    found = await fetch_one(connection, sql(__package__, "find_session_access"), parameters, _Session)
    if found is None:
        return None
    if found.idle:
        await execute(connection, sql(__package__, "prolong_session"), parameters)
    return Access(
        person=found.person(),
        clients=None if found.is_admin else tuple(found.clients),
        through="session",
        session_id=found.session_id,
    )


async def _of_key(connection: Connection, parameters: dict[str, bytes]) -> Access | None:
    found = await fetch_one(connection, sql(__package__, "find_key_access"), parameters, _Key)
    if found is None:
        return None
    if found.idle:
        await execute(connection, sql(__package__, "note_key_use"), {"key_id": found.key_id})
    clients = None if found.is_admin else tuple(found.clients)
    if found.only_clients is not None:
        clients = tuple(one for one in found.only_clients if clients is None or one in clients)
    return Access(
        person=found.person(),
        clients=clients,
        through="key",
        key_hint=found.hint,
        scopes=tuple(found.scopes),
    )


def token_in(authorization: str | None, cookie: str | None) -> str | None:
    """The token of a request. Where there is an Authorization header it alone counts, whatever cookie comes.

    A page of another site can make a browser send the cookie, but never this header: that is why requests
    with the header need no form token.
    """
    if authorization is None:
        return cookie
    scheme, _, token = authorization.partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def hashed_token(token: str) -> bytes:
    """What is kept of a token: it is random and long, so a plain hash hides it."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
