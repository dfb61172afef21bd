"""What can be done with the accounts of a client: adding, another role, fresh figures, the past, removing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from litestar import delete, patch, post
from msgspec import Struct

from cicero import accounts, audit, ingest
from cicero.api.account import AccountDetail, AccountId, detail
from cicero.api.given import Actor, Client, Connection
from cicero.api.parameters import body, id_of, taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.records import Platform

Role = Literal["own", "competitor"]


class NewAccount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`handle`: with or without @, or the address of the profile, which names its platform itself."""

    handle: str
    platform: Platform = "instagram"
    role: Role = "own"


class AccountChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    role: Role


class WayBack(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far back to read its posts: so many days, all, or none to stop."""

    days: Literal["90", "365", "730", "all", "none"]


class Refreshed(Struct, frozen=True):
    """How many accounts are due now."""

    accounts: int


@post(
    "/accounts",
    needs="accounts.change",
    tags=["Accounts"],
    summary="Watch an account",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def add_account(
    connection: Connection,
    client: Client,
    actor: Actor,
    data: Annotated[NewAccount, body(platform="tiktok", handle="@kopi.contoh", role="own")],
) -> AccountDetail:
    """It is collected from now on. Watching one that is watched already changes nothing."""
    network = ingest.network_in(data.platform, data.handle)
    account_id = await ingest.watch(connection, client.client_id, network, data.handle.strip(), data.role)
    await audit.note(
        connection,
        actor,
        "account.add",
        client_id=client.client_id,
        thing=f"{network}:{ingest.handle_in(network, data.handle)}",
        details={"role": data.role},
    )
    return await detail(connection, client.client_id, account_id)


@patch(
    "/accounts/{account_id:str}",
    needs="accounts.change",
    tags=["Accounts"],
    summary="Watch an account in another role",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def change_account(
    connection: Connection,
    client: Client,
    actor: Actor,
    account_id: AccountId,
    data: Annotated[AccountChange, body(role="competitor")],
) -> AccountDetail:
    account = await accounts.watched(connection, client.client_id, id_of(account_id))
    await ingest.change_role(connection, client.client_id, account.account_id, data.role)
    changed = {"role": {"from": account.role, "to": data.role}}
    await _note(connection, actor, "account.change_role", client, account, changed)
    return await detail(connection, client.client_id, account.account_id)


@delete(
    "/accounts/{account_id:str}",
    needs="accounts.change",
    tags=["Accounts"],
    summary="Stop watching an account",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def remove_account(connection: Connection, client: Client, actor: Actor, account_id: AccountId) -> None:
    """What was collected of it stays."""
    account = await accounts.watched(connection, client.client_id, id_of(account_id))
    await ingest.unwatch(connection, client.client_id, account.account_id)
    await _note(connection, actor, "account.remove", client, account)


@post(
    "/accounts/refresh",
    needs="accounts.change",
    tags=["Accounts"],
    summary="Refresh all accounts now",
    status_code=202,
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def refresh_accounts(connection: Connection, client: Client, actor: Actor) -> Refreshed:
    """All that are collected. A worker sees to it within seconds; GET /api/accounts/{account_id} tells."""
    refreshed = await ingest.refresh_watched(connection, client.client_id)
    await audit.note(connection, actor, "account.refresh_all", client_id=client.client_id)
    return Refreshed(refreshed)


@post(
    "/accounts/{account_id:str}/refresh",
    needs="accounts.change",
    tags=["Accounts"],
    summary="Refresh an account now",
    status_code=202,
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def refresh_account(
    connection: Connection, client: Client, actor: Actor, account_id: AccountId
) -> AccountDetail:
    """A worker sees to it within seconds. What came with a file begins to be collected by it."""
    account = await accounts.watched(connection, client.client_id, id_of(account_id))
    await ingest.refresh(connection, [account.account_id])
    await _note(connection, actor, "account.refresh", client, account)
    return await detail(connection, client.client_id, account.account_id)


@post(
    "/accounts/{account_id:str}/past",
    needs="accounts.change",
    tags=["Accounts"],
    summary="Read an account's past",
    status_code=202,
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def read_past(
    connection: Connection,
    client: Client,
    actor: Actor,
    account_id: AccountId,
    data: Annotated[WayBack, body(days="365")],
) -> AccountDetail:
    account = await accounts.watched(connection, client.client_id, id_of(account_id))
    await ingest.read_back(connection, account.account_id, ingest.way_back(data.days))
    await _note(connection, actor, "account.read_past", client, account, {"days": data.days})
    return await detail(connection, client.client_id, account.account_id)


async def _note(
    connection: Connection,
    actor: Actor,
    action: str,
    client: Client,
    account: accounts.Account,
    details: Mapping[str, object] | None = None,
) -> None:
    thing = f"{account.platform}:{account.handle or account.name}"
    await audit.note(connection, actor, action, client_id=client.client_id, thing=thing, details=details)
