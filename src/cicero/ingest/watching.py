"""Which accounts are collected: watched, let go, looked at at once, read further back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from cicero import accounts, clients
from cicero.clients.client import Role
from cicero.db import Connection, execute, sql, widened
from cicero.errors import InputError
from cicero.ingest import standing
from cicero.periods import now
from cicero.records import PLATFORMS, AccountRef, Platform
from cicero.sources.networks.handles import handle_in

DUE = "cicero_due"
"""The channel on which the workers hear that something is due now."""

READ_BACK = timedelta(days=365)
"""How far the past of a new account is read."""

DAYS_BACK = ("90", "365", "730")
WAYS_BACK = (*DAYS_BACK, "all", "none")
BEGINNING = datetime(2010, 1, 1, tzinfo=UTC)
"""Neither network is older: reading back until then is reading everything."""


def network_in(platform: str, text: str) -> Platform:
    """The network that is meant: the address of a profile names it, whatever was chosen beside it.

    InputError where neither does.
    """
    named = (name for name in PLATFORMS if f"{name}.com" in text.lower())
    chosen = next(named, platform)
    found = next((name for name in PLATFORMS if name == chosen), None)
    if found is None:
        raise InputError(f"There is no network {chosen!r}.", f"Use one of {', '.join(PLATFORMS)}.")
    return found


async def watch(
    connection: Connection,
    client_id: int,
    platform: Platform,
    handle_or_url: str,
    role: Role,
    at: datetime | None = None,
) -> int:
    """Let the client watch an account and collect it from now on; the account's id.

    Watching one that is watched already changes nothing but begins to collect it where nobody did.
    """
    ref = AccountRef(platform=platform, handle=handle_in(platform, handle_or_url))
    # The account may be known already, through a client that whoever adds it may not see.
    async with connection.transaction(), widened(connection):
        account_id = (await accounts.resolve(connection, [ref]))[ref]
        await clients.add_accounts(connection, client_id, [account_id], role)
        due = at or now()
        values = {"account_id": account_id, "at": due, "until": due - READ_BACK}
        await execute(connection, sql(__package__, "watch_account"), values)
        await _tell(connection)
    return account_id


async def unwatch(connection: Connection, client_id: int, account_id: int) -> None:
    """The client no longer watches the account. What was collected of it stays."""
    await clients.remove_account(connection, client_id, account_id)


async def change_role(connection: Connection, client_id: int, account_id: int, role: Role) -> None:
    """Own or competitor, for this client."""
    await clients.set_account_role(connection, client_id, account_id, role)


async def refresh(connection: Connection, account_ids: Iterable[int], at: datetime | None = None) -> None:
    """Everything about these accounts is due now; the worker sees to it within seconds."""
    due = at or now()
    values = {"accounts": sorted(set(account_ids)), "at": due, "until": due - READ_BACK}
    await execute(connection, sql(__package__, "refresh_accounts"), values)
    await _tell(connection)


async def refresh_watched(connection: Connection, client_id: int) -> int:
    """Refresh all that are collected, and how many these are; what came with a file is begun one by one."""
    every = await standing.accounts(connection, client_id)
    collected = [one.account.account_id for one in every if one.collection.state is not None]
    await refresh(connection, collected)
    return len(collected)


def way_back(days: str) -> datetime | None:
    """Until when to read for one of WAYS_BACK; None stops reading."""
    if days not in WAYS_BACK:
        raise InputError("How far back is not clear.", f"Use one of {', '.join(WAYS_BACK)}.")
    if days in DAYS_BACK:
        return now() - timedelta(days=int(days))
    return BEGINNING if days == "all" else None


async def read_back(
    connection: Connection, account_id: int, until: datetime | None, at: datetime | None = None
) -> None:
    """Read the account's past down to that time; None stops reading it."""
    values = {"account_id": account_id, "until": until, "at": at or now()}
    await execute(connection, sql(__package__, "read_back"), values)
    await _tell(connection)


async def _tell(connection: Connection) -> None:
    """Heard once the transaction is committed."""
    await connection.execute("select pg_notify(%s, '')", [DUE])
