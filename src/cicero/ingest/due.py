"""What is due: which accounts to look at now, from which source."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from cicero.db import Connection, sql
from cicero.records import PLATFORMS, Platform
from cicero.sources import registry

AT_ONCE = 500
"""Accounts that one look hands out; the next look finds the rest."""


class Ready(Struct, frozen=True, kw_only=True):
    """A source that can be asked now. `shortage`: what is needed ÷ what is left of its budget, if known."""

    name: str
    shortage: float | None


async def ready_sources(connection: Connection, at: datetime) -> dict[Platform, Ready]:
    """For each network the first of its sources that is set up, on, and not being left alone."""
    cursor = await connection.execute(sql(__package__, "ready_sources"), {"at": at})
    ready = {name: Ready(name=name, shortage=shortage) for name, shortage in await cursor.fetchall()}
    found = {
        platform: next(
            (ready[one.name] for one in registry.for_platform(platform) if one.name in ready), None
        )
        for platform in PLATFORMS
    }
    return {platform: source for platform, source in found.items() if source is not None}


async def due_accounts(connection: Connection, at: datetime, limit: int = AT_ONCE) -> list[int]:
    """Accounts whose profile, list or comments are due, the longest due first."""
    return await _accounts(connection, "due", at, limit)


async def due_backfills(connection: Connection, at: datetime, limit: int = AT_ONCE) -> list[int]:
    """Accounts whose past is to be read on."""
    return await _accounts(connection, "backfill_due", at, limit)


async def _accounts(connection: Connection, query: str, at: datetime, limit: int) -> list[int]:
    platforms = list(await ready_sources(connection, at))
    asked = {"at": at, "platforms": platforms, "limit": limit}
    return [row[0] for row in await (await connection.execute(sql(__package__, query), asked)).fetchall()]
