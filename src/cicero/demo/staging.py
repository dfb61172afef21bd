"""Setting the stage: somebody to sign in, two clients and what they watch, sources that are the emulator."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import httpx2
from msgspec import Struct

from cicero import auth, clients, ingest
from cicero.config import Settings
from cicero.db import Connection, execute, fetch_value, sql
from cicero.errors import ConflictError
from cicero.periods import now
from cicero.secret import Secret
from cicero.sources.registry import SOURCES

USERNAME = "demo"
UNLIMITED = 1_000_000
"""Calls a minute: the emulator is ours."""


class Staged(Struct, frozen=True, kw_only=True):
    """`own`: those of `accounts` that a client watches as its own. `since`: until when all were collected
    already; None on a first run."""

    accounts: list[int]
    own: frozenset[int]
    since: datetime | None


async def stage(
    connection: Connection,
    settings: Settings,
    *,
    emulator: str,
    key: str,
    known: list[dict[str, Any]],
    password: str,
    start: datetime,
) -> Staged:
    """Make what is not there yet; `known` are the emulator's accounts.

    ConflictError in a database that is in use for real.
    """
    await _claim(connection)
    if not await auth.anyone(connection):
        await auth.create_person(connection, username=USERNAME, name="Demo", password=password, is_admin=True)
    elif not await auth.has_password(connection, USERNAME, password):
        await auth.set_password(connection, USERNAME, password)
    for name in SOURCES:
        await ingest.configure(
            connection, settings, name, url=emulator, key=Secret(key), per_minute=UNLIMITED
        )
    watched = [await _watch(connection, account, start) for account in known]
    await execute(connection, sql(__package__, "comments_later"), {"at": now()})
    since = await fetch_value(connection, sql(__package__, "collected_until"), {})
    own = frozenset(one for one, account in zip(watched, known, strict=True) if account["own"])
    return Staged(accounts=watched, own=own, since=since)


async def _claim(connection: Connection) -> None:
    """Mark the installation as a demonstration, where nobody uses it yet or it is one."""
    if await execute(connection, sql(__package__, "claim"), {}) == 0:
        raise ConflictError(
            "This database is in use for real: a demonstration would mix invented figures into it.",
            "Unset DATABASE_URL, and the demonstration gets a database of its own.",
        )


async def _watch(connection: Connection, account: dict[str, Any], start: datetime) -> int:
    slug = re.sub(r"[^a-z0-9]+", "-", account["client"].lower()).strip("-")
    client, _ = await clients.ensure(connection, slug)
    return await ingest.watch(
        connection,
        client.client_id,
        account["platform"],
        account["handle"],
        "own" if account["own"] else "competitor",
        start,
    )


async def accounts_of(emulator: str) -> list[dict[str, Any]]:
    """The accounts that the emulator knows."""
    async with httpx2.AsyncClient(trust_env=False, timeout=10) as http:
        answer = await http.get(f"{emulator}/_emulator/accounts")
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return found
