"""A person's own sessions: which there are, and ending them from any other."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from cicero.db import Connection, execute, fetch_all, fetch_value, sql
from cicero.errors import NotFoundError


class Session(Struct, frozen=True, kw_only=True):
    """`last_seen_at` is right to the minute; `address` and `user_agent` are those of signing in."""

    session_id: int
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    user_agent: str | None
    address: str | None


async def sessions_of(
    connection: Connection, person_id: int, *, before: int | None = None, limit: int
) -> list[Session]:
    """Those that go on, the newest first; `before`: only older ones than the session of that id."""
    values = {"person_id": person_id, "before": before, "limit": limit}
    return await fetch_all(connection, sql(__package__, "sessions_of"), values, Session)


async def count_sessions(connection: Connection, person_id: int) -> int:
    return int(await fetch_value(connection, sql(__package__, "count_sessions"), {"person_id": person_id}))


async def end_own_session(connection: Connection, person_id: int, session_id: int) -> None:
    """NotFoundError where the person has no such session."""
    values = {"person_id": person_id, "session_id": session_id}
    if not await execute(connection, sql(__package__, "end_own_session"), values):
        raise NotFoundError("You have no such session; it may have ended already.")


async def end_other_sessions(connection: Connection, person_id: int, keep: int | None) -> int:
    """How many ended: all but the one to keep."""
    values = {"person_id": person_id, "keep": keep}
    return await execute(connection, sql(__package__, "end_other_sessions"), values)
