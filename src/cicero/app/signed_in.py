"""Who makes a request: by the session cookie, or by `Authorization: Bearer`.

A request with an Authorization header is judged by that header alone, whatever cookie comes with it. A page
of another site can make a browser send the cookie, but never this header: that is why it needs no form token.
"""

from __future__ import annotations

from litestar import Request
from litestar.datastructures import State

from cicero import auth
from cicero.db import Connection
from cicero.errors import AuthError


async def visitor(request: Request[None, None, State], connection: Connection) -> auth.Person | None:
    token = token_of(request)
    return await auth.person_of(connection, token) if token else None


async def person(visitor: auth.Person | None) -> auth.Person:
    if visitor is None:
        raise AuthError(
            "Nobody is signed in.",
            "Sign in, or send `Authorization: Bearer` with a token from POST /api/session.",
        )
    return visitor


def token_of(request: Request[None, None, State]) -> str | None:
    if header := request.headers.get("authorization"):
        scheme, _, token = header.partition(" ")
        return token.strip() or None if scheme.lower() == "bearer" else None
    return request.cookies.get(auth.COOKIE)
