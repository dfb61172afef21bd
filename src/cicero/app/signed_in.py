"""Who makes a request: by the session cookie, or by `Authorization: Bearer`."""

from __future__ import annotations

from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import State

from cicero import audit, auth
from cicero.errors import AuthError

AnyConnection = ASGIConnection[Any, Any, Any, State]


async def access_of(connection: AnyConnection) -> auth.Access | None:
    """What the request's token opens, None where it has none or it opens nothing; looked for once."""
    kept = connection.scope["state"]
    if "access" not in kept:
        token = auth.token_in(connection.headers.get("authorization"), connection.cookies.get(auth.COOKIE))
        accesses: auth.Accesses = connection.app.state.accesses
        kept["access"] = await accesses.find(token) if token else None
    found: auth.Access | None = kept["access"]
    return found


async def signed_in(connection: AnyConnection) -> auth.Access:
    found = await access_of(connection)
    if found is None:
        raise AuthError(
            "Nobody is signed in.",
            "Sign in, or send `Authorization: Bearer` with a token from POST /api/session.",
        )
    return found


def actor_of(connection: AnyConnection, access: auth.Access | None) -> audit.Actor:
    """The request as the audit log names it."""
    address = connection.client.host if connection.client else None
    request_id = connection.scope["state"]["request_id"]
    if access is None:
        return audit.Actor(
            person_id=None, name="nobody", through="nobody", address=address, request_id=request_id
        )
    return audit.Actor(
        person_id=access.person.person_id,
        name=access.person.username,
        through=f"key {access.key_hint}" if access.through == "key" else "session",
        address=address,
        request_id=request_id,
    )
