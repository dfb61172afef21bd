"""How long comments keep their texts and authors. After that they are counted, and say nothing."""

from __future__ import annotations

from datetime import datetime

from cicero.db import Connection, execute, fetch_value, sql
from cicero.errors import InputError

AT_ONCE = 5_000
LONGEST = 3_650


async def retention_of(connection: Connection, client_id: int) -> int | None:
    """Days; 0: for ever, None: as the installation does."""
    days = await fetch_value(connection, sql(__package__, "retention_of"), {"client_id": client_id})
    return None if days is None else int(days)


async def set_retention(connection: Connection, client_id: int, days: int | None) -> None:
    """InputError for days that cannot be."""
    if days is not None and not 0 <= days <= LONGEST:
        raise InputError(f"Comments are kept for 0 to {LONGEST} days.", "Use 0 to keep them for ever.")
    await execute(connection, sql(__package__, "set_retention"), {"client_id": client_id, "days": days})


async def forget_old(connection: Connection, days: int, at: datetime) -> int:
    """Take texts and authors from comments that are older than they are kept; how many.

    `days`: what the installation keeps, where a client says nothing else. An account that several clients
    watch keeps them as long as any of these wants. Raw answers that hold comments go too.
    """
    gone = 0
    values = {"days": days, "at": at, "limit": AT_ONCE}
    while forgotten := await execute(connection, sql(__package__, "forget_old"), values):
        gone += forgotten
    await execute(connection, sql(__package__, "forget_raw_comments"), {"days": days})
    return gone
