"""Who makes a request: by the session cookie, or by `Authorization: Bearer`."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.di import NamedDependency

from cicero import auth
from cicero.db import Connection
from cicero.errors import AuthError


async def visitor(
    request: Request[Any, Any, Any], connection: NamedDependency[Connection]
) -> auth.Person | None:
    token = auth.token_in(request.headers.get("authorization"), request.cookies.get(auth.COOKIE))
    return await auth.person_of(connection, token) if token else None


async def person(visitor: NamedDependency[auth.Person | None]) -> auth.Person:
    if visitor is None:
        raise AuthError(
            "Nobody is signed in.",
            "Sign in, or send `Authorization: Bearer` with a token from POST /api/session.",
        )
    return visitor
