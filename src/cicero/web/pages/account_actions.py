"""What can be done with accounts that a client watches; each leads back to their list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Response, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from msgspec import Struct

from cicero import accounts, audit, clients, db, ingest
from cicero.web.given import Actor, Client, Connection
from cicero.web.watching import role_of


class ChosenRole(Struct, frozen=True, kw_only=True):
    role: str = ""


class Past(Struct, frozen=True, kw_only=True):
    days: str = ""


@post("/clients/{slug:str}/accounts/refresh", needs="accounts.change")
async def refresh_all(connection: Connection, client: Client, actor: Actor) -> Response[Any]:
    await ingest.refresh_watched(connection, client.client_id)
    await audit.note(connection, actor, "account.refresh_all", client_id=client.client_id)
    return _back(client)


@post("/clients/{slug:str}/accounts/{account_id:int}/refresh", needs="accounts.change")
async def refresh_account(
    connection: Connection, client: Client, actor: Actor, account_id: FromPath[int]
) -> Response[Any]:
    """What came with a file begins to be collected by it."""
    account = await accounts.watched(connection, client.client_id, account_id)
    await ingest.refresh(connection, [account.account_id])
    await _note(connection, actor, "account.refresh", client, account)
    return _back(client)


@post("/clients/{slug:str}/accounts/{account_id:int}/role", needs="accounts.change")
async def change_role(
    connection: Connection,
    client: Client,
    actor: Actor,
    account_id: FromPath[int],
    data: Annotated[ChosenRole, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    account = await accounts.watched(connection, client.client_id, account_id)
    role = role_of(data.role)
    await ingest.change_role(connection, client.client_id, account.account_id, role)
    changed = {"role": {"from": account.role, "to": role}}
    await _note(connection, actor, "account.change_role", client, account, changed)
    return _back(client)


@post("/clients/{slug:str}/accounts/{account_id:int}/past", needs="accounts.change")
async def read_past(
    connection: Connection,
    client: Client,
    actor: Actor,
    account_id: FromPath[int],
    data: Annotated[Past, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    account = await accounts.watched(connection, client.client_id, account_id)
    await ingest.read_back(connection, account.account_id, ingest.way_back(data.days))
    await _note(connection, actor, "account.read_past", client, account, {"days": data.days})
    return _back(client)


@post("/clients/{slug:str}/accounts/{account_id:int}/remove", needs="accounts.change")
async def remove_account(
    connection: Connection, client: Client, actor: Actor, account_id: FromPath[int]
) -> Response[Any]:
    account = await accounts.watched(connection, client.client_id, account_id)
    await ingest.unwatch(connection, client.client_id, account.account_id)
    await _note(connection, actor, "account.remove", client, account)
    return _back(client)


async def _note(
    connection: db.Connection,
    actor: audit.Actor,
    action: str,
    client: clients.Client,
    account: accounts.Account,
    details: Mapping[str, object] | None = None,
) -> None:
    thing = f"{account.platform}:{account.handle or account.name}"
    await audit.note(connection, actor, action, client_id=client.client_id, thing=thing, details=details)


def _back(client: clients.Client) -> Response[Any]:
    return Redirect(f"/clients/{client.slug}/accounts", status_code=303)
