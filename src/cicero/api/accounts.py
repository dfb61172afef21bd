"""GET /api/accounts: the accounts that a client watches."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from litestar import get
from msgspec import Struct

from cicero import accounts
from cicero.api.given import Client, Connection
from cicero.api.parameters import taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.records import Platform


class AccountView(Struct, frozen=True, kw_only=True):
    """`followers`: the newest known number. `posts`: how many are stored. `last_seen`: the newest fetch."""

    account_id: str
    platform: Platform
    platform_id: str | None
    handle: str | None
    name: str | None
    role: Literal["own", "competitor"]
    avatar_url: str | None
    verified: bool | None
    followers: int | None
    posts: int
    last_post: datetime | None
    last_seen: datetime | None


class Accounts(Struct, frozen=True):
    accounts: list[AccountView]


@get(
    "/accounts",
    needs="client.see",
    tags=["Accounts"],
    summary="Accounts that a client watches",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def list_accounts(connection: Connection, client: Client) -> Accounts:
    """Own accounts first."""
    watched = await accounts.of_client(connection, client.client_id)
    return Accounts([view(account) for account in watched])


def view(account: accounts.Account) -> AccountView:
    return AccountView(
        account_id=str(account.account_id),
        platform=account.platform,
        platform_id=account.platform_id,
        handle=account.handle,
        name=account.name,
        role=account.role,
        avatar_url=account.avatar_url,
        verified=account.verified,
        followers=account.followers,
        posts=account.posts,
        last_post=account.last_post,
        last_seen=account.last_seen,
    )
