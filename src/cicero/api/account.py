"""/api/accounts/{account_id}: one account, how collecting it does, and how far its history reaches."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from litestar import get
from litestar.params import PathParameter
from msgspec import Struct

from cicero import accounts
from cicero.api.accounts import AccountView
from cicero.api.accounts import view as account_view
from cicero.api.given import Client, Connection
from cicero.api.parameters import id_of, taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import shown
from cicero.ingest import standing
from cicero.ingest.standing import AccountStanding, AccountState, Backfill
from cicero.periods import now

AccountId = Annotated[str, PathParameter(description="As GET /api/accounts tells it.")]


class HealthView(Struct, frozen=True, kw_only=True):
    """How collecting it does. `state` null: no source is asked for it, it came with files.

    `moving`: something is being read of it. `due_at`: when it is looked at next. `backfill`: the way back
    through its posts.
    """

    state: AccountState | None
    message: str | None
    state_since: datetime | None
    failures: int | None
    moving: bool
    fetched_at: datetime | None
    due_at: datetime | None
    renamed_from: str | None
    renamed_at: datetime | None
    backfill: Backfill
    backfill_until: datetime | None
    backfill_pages: int
    backfill_posts: int
    backfill_oldest: datetime | None
    backfill_message: str | None
    backfill_at: datetime | None


class HistoryView(Struct, frozen=True, kw_only=True):
    """How far its history reaches. `coverage`: `posts` here ÷ `counted_posts` by the network, at most 1.

    `known_until`: all posts are known until then. `follower_samples`: how often followers were seen.
    """

    posts: int
    counted_posts: int | None
    counted_at: datetime | None
    coverage: float | None
    first_post: datetime | None
    known_until: datetime | None
    followers_since: datetime | None
    follower_samples: int


class AccountDetail(AccountView, frozen=True, kw_only=True):
    biography: str | None
    category: str | None
    website: str | None
    private: bool | None
    following: int | None
    health: HealthView
    history: HistoryView


@get(
    "/accounts/{account_id:str}",
    needs="client.see",
    tags=["Accounts"],
    summary="One account",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def show_account(connection: Connection, client: Client, account_id: AccountId) -> AccountDetail:
    """With how collecting it does, how fresh it is and how far its history reaches."""
    return await detail(connection, client.client_id, id_of(account_id))


async def detail(connection: Connection, client_id: int, account_id: int) -> AccountDetail:
    """NotFoundError where the client watches no such account."""
    found = await standing.account(connection, client_id, account_id)
    history = await accounts.history(connection, account_id)
    return shown(
        history,
        AccountDetail,
        **_fields(account_view(found.account)),
        health=_health(found),
        history=shown(history, HistoryView, coverage=history.coverage),
    )


def _health(found: AccountStanding) -> HealthView:
    return shown(found.collection, HealthView, moving=found.moving(now()))


def _fields(account: AccountView) -> dict[str, Any]:
    return {name: getattr(account, name) for name in AccountView.__struct_fields__}
