"""Sessions: a random token for the person, its SHA-256 for us. Anybody may have any number of them."""

from __future__ import annotations

import secrets

from cicero.auth.access import hashed_token
from cicero.db import Connection, execute, sql, widened

COOKIE = "cicero_session"
"""The cookie that carries the token: HttpOnly, SameSite=Lax, Secure when the public address is https."""

TOKEN_BYTES = 32


async def start_session(
    connection: Connection,
    person_id: int,
    *,
    user_agent: str | None = None,
    address: str | None = None,
    days: int = 30,
) -> str:
    """The token of a new session, for somebody who has proven who they are.

    It ends after so many days without use.
    """
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
