"""What can be done with accounts that a client watches; each leads back to their list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from litestar import Response, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from msgspec import Struct

from cicero import accounts, clients, db, ingest
from cicero.errors import InputError, NotFoundError
from cicero.ingest import standing
from cicero.periods import now
from cicero.web.given import Client, Connection
from cicero.web.watching import role_of

DAYS_BACK = ("90", "365", "730")
BEGINNING = datetime(2010, 1, 1, tzinfo=UTC)
"""Neither network is older: reading back until then is reading everything."""


class ChosenRole(Struct, frozen=True, kw_only=True):
    role: str = ""


class Past(Struct, frozen=True, kw_only=True):
    days: str = ""


@post("/clients/{slug:str}/accounts/refresh", needs="accounts.change")
async def refresh_all(connection: Connection, client: Client) -> Response[Any]:
    """All that are collected; those that came with a file are begun with one by one."""
    every = await standing.accounts(connection, client.client_id)
    collected = [one.account.account_id for one in every if one.collection.state is not None]
    await ingest.refresh(connection, collected)
    return _back(client)


@post("/clients/{slug:str}/accounts/{account_id:int}/refresh", needs="accounts.change")
async def refresh_account(connection: Connection, client: Client, account_id: FromPath[int]) -> Response[Any]:
    """What came with a file begins to be collected by it."""
    account = await _of(connection, client, account_id)
    await ingest.refresh(connection, [account.account_id])
    return _back(client)


@post("/clients/{slug:str}/accounts/{account_id:int}/role", needs="accounts.change")
async def change_role(
    connection: Connection,
    client: Client,
    account_id: FromPath[int],
    data: Annotated[ChosenRole, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    account = await _of(connection, client, account_id)
    await ingest.change_role(connection, client.client_id, account.account_id, role_of(data.role))
    return _back(client)


@post("/clients/{slug:str}/accounts/{account_id:int}/past", needs="accounts.change")
async def read_past(
    connection: Connection,
    client: Client,
    account_id: FromPath[int],
    data: Annotated[Past, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    account = await _of(connection, client, account_id)
    await ingest.read_back(connection, account.account_id, _until(data.days))
    return _back(client)


@post("/clients/{slug:str}/accounts/{account_id:int}/remove", needs="accounts.change")
async def remove_account(connection: Connection, client: Client, account_id: FromPath[int]) -> Response[Any]:
    account = await _of(connection, client, account_id)
    await ingest.unwatch(connection, client.client_id, account.account_id)
    return _back(client)


async def _of(connection: db.Connection, client: clients.Client, account_id: int) -> accounts.Account:
    """NotFoundError where the client watches no such account."""
    for account in await accounts.of_client(connection, client.client_id):
        if account.account_id == account_id:
            return account
    raise NotFoundError(f"{client.name} watches no account {account_id}.")


def _until(days: str) -> datetime | None:
    """None stops reading."""
    if days not in (*DAYS_BACK, "all", "none"):
        raise InputError("How far back is not clear.", f"Use one of {', '.join(DAYS_BACK)}, all, none.")
    if days in DAYS_BACK:
        return now() - timedelta(days=int(days))
    return BEGINNING if days == "all" else None


def _back(client: clients.Client) -> Response[Any]:
    return Redirect(f"/clients/{client.slug}/accounts", status_code=303)
