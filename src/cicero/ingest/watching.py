"""Which accounts are collected: watched, let go, looked at at once, read further back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from cicero import accounts, clients
from cicero.clients.client import Role
from cicero.db import Connection, execute, sql, widened
from cicero.periods import now
from cicero.records import AccountRef, Platform
from cicero.sources.networks.handles import handle_in

DUE = "cicero_due"
"""The channel on which the workers hear that something is due now."""

READ_BACK = timedelta(days=365)
"""How far the past of a new account is read."""


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
