"""Reading the audit log: newest first, page by page, or all of it in order."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from cicero.db import Connection, Pool, Scope, fetch_all, scoped, sql
from cicero.errors import InputError
from cicero.periods import day_start

BATCH = 1_000
"""Lines that an export holds at a time."""


class Line(Struct, frozen=True, kw_only=True):
    """`client`: the short name that the client has now, None when it is gone."""

    audit_id: int
    at: datetime
    person_id: int | None
    actor: str
    through: str
    action: str
    client_id: int | None
    client: str | None
    thing: str | None
    details: dict[str, Any]
    address: str | None
    request_id: str | None


class Asked(Struct, frozen=True, kw_only=True):
    """Which lines: `person` is a username, `client` a short name, `action` one or what stands before its dot.

    From `start` until before `end`.
    """

    person: str | None = None
    client: str | None = None
    action: str | None = None
    start: datetime | None = None
    end: datetime | None = None


def read_asked(given: Mapping[str, str], zone: str) -> Asked:
    """From the parameters person, client, action, from, to (days in `zone`, both included); InputError."""
    first, last = _day(given, "from"), _day(given, "to")
    if first and last and last < first:
        raise InputError(f"The period ends ({last}) before it begins ({first}).", "Change one of the days.")
    return Asked(
        person=given.get("person", "").strip() or None,
        client=given.get("client", "").strip() or None,
        action=given.get("action", "").strip() or None,
        start=day_start(first, zone) if first else None,
        end=day_start(last + timedelta(days=1), zone) if last else None,
    )


async def page(connection: Connection, asked: Asked, *, before: int | None, limit: int) -> list[Line]:
    """The newest lines older than the line `before`."""
    values = {**msgspec.structs.asdict(asked), "before": before, "limit": limit}
    return await fetch_all(connection, sql(__package__, "page"), values, Line)


async def every(pool: Pool, scope: Scope, asked: Asked) -> AsyncIterator[Line]:
    """All lines, newest first, a thousand in memory at a time and no transaction open in between."""
    before: int | None = None
    while True:
        async with scoped(pool, scope) as connection:
            lines = await page(connection, asked, before=before, limit=BATCH)
        for line in lines:
            yield line
        if len(lines) < BATCH:
            return
        before = lines[-1].audit_id


async def actions(connection: Connection) -> list[str]:
    """Every action that was ever noted, by name."""
    cursor = await connection.execute(sql(__package__, "actions"))
    return [row[0] for row in await cursor.fetchall()]


def _day(given: Mapping[str, str], name: str) -> date | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-01-31") else None
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2100:
        raise InputError(f"{name}={text} is not a day.", "Write it as YYYY-MM-DD.")
    return day
