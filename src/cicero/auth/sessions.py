"""Sessions: a random token for the person, its SHA-256 for us. Anybody may have any number of them."""

from __future__ import annotations

import secrets
from hashlib import sha256

from msgspec import Struct

from cicero.auth.password import matches
from cicero.auth.person import Person, spelt
from cicero.db import Connection, execute, fetch_one, sql
from cicero.errors import AuthError

COOKIE = "cicero_session"
"""The cookie that carries the token: HttpOnly, SameSite=Lax, Secure when the public address is https."""

TOKEN_BYTES = 32


class _Known(Struct, frozen=True):
    person_id: int
    password_hash: str


class _Found(Person, frozen=True, kw_only=True):
    """`idle`: nothing was heard from the session for a minute."""

    idle: bool


async def sign_in(
    connection: Connection,
    username: str,
    password: str,
    *,
    user_agent: str | None,
    address: str | None,
    days: int = 30,
) -> str:
    """The token of a new session that ends after so many days without use.

    AuthError alike for an unknown username and a wrong password.
    """
    name = {"username": spelt(username)}
    known = await fetch_one(connection, sql(__package__, "find_password"), name, _Known)
    if not await matches(password, known.password_hash if known else None) or known is None:
        raise AuthError("The username or the password is wrong.", "Check both and try again.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session = {
        "token_hash": _hash(token),
        "person_id": known.person_id,
        "days": days,
        "user_agent": user_agent and user_agent[:500],
        "address": address,
    }
    await execute(connection, sql(__package__, "end_stale_sessions"), session)
    await execute(connection, sql(__package__, "create_session"), session)
    return token


async def person_of(connection: Connection, token: str) -> Person | None:
    """Whose session that is, None when it never was, has ended or has expired.

    Use moves the end on, written at most once a minute; requests of one session never wait for each other.
    """
    parameters = {"token_hash": _hash(token)}
    found = await fetch_one(connection, sql(__package__, "find_session"), parameters, _Found)
    if found is None:
        return None
    if found.idle:
        await execute(connection, sql(__package__, "prolong_session"), parameters)
    return Person(**{name: getattr(found, name) for name in Person.__struct_fields__})


def token_in(authorization: str | None, cookie: str | None) -> str | None:
    """The token of a request. Where there is an Authorization header it alone counts, whatever cookie comes.

    A page of another site can make a browser send the cookie, but never this header: that is why requests
    with the header need no form token.
    """
    if authorization is None:
        return cookie
    scheme, _, token = authorization.partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


async def sign_out(connection: Connection, token: str) -> None:
    await execute(connection, sql(__package__, "end_session"), {"token_hash": _hash(token)})


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
