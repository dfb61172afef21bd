"""Sessions: a random token for the person, its SHA-256 for us. Anybody may have any number of them."""

from __future__ import annotations

import secrets

from msgspec import Struct

from cicero.auth.access import hashed_token
from cicero.auth.password import matches
from cicero.auth.person import spelt
from cicero.db import Connection, execute, fetch_one, sql, widened
from cicero.errors import AuthError

COOKIE = "cicero_session"
"""The cookie that carries the token: HttpOnly, SameSite=Lax, Secure when the public address is https."""

TOKEN_BYTES = 32


class _Known(Struct, frozen=True):
    person_id: int
    password_hash: str


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
    async with widened(connection):
        name = {"username": spelt(username)}
        known = await fetch_one(connection, sql(__package__, "find_credential"), name, _Known)
        if not await matches(password, known.password_hash if known else None) or known is None:
            raise AuthError("The username or the password is wrong.", "Check both and try again.")
        return await start_session(
            connection, known.person_id, user_agent=user_agent, address=address, days=days
        )


async def start_session(
    connection: Connection, person_id: int, *, user_agent: str | None, address: str | None, days: int
) -> str:
    """The token of a new session for somebody who has proven who they are."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session = {
        "token_hash": hashed_token(token),
        "person_id": person_id,
        "days": days,
        "user_agent": user_agent and user_agent[:500],
        "address": address,
    }
    async with widened(connection):
        await execute(connection, sql(__package__, "end_stale_sessions"), session)
        await execute(connection, sql(__package__, "create_session"), session)
    return token


async def sign_out(connection: Connection, token: str) -> None:
    async with widened(connection):
        await execute(connection, sql(__package__, "end_session"), {"token_hash": hashed_token(token)})
