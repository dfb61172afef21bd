"""How collecting does, as people are told: of each source, of each account that a client watches.

Only reads. What is asked when, and what a failure changes, is decided elsewhere in this room.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from cicero.accounts import Account
from cicero.accounts import of_clients as accounts_of
from cicero.db import Connection, as_array, fetch_all, fetch_value, sql
from cicero.errors import NotFoundError
from cicero.sources.registry import SOURCES

SourceState = Literal["untried", "ok", "key_refused", "not_subscribed", "expired", "quota", "failing"]
AccountState = Literal["new", "ok", "private", "gone", "failing"]
Backfill = Literal["todo", "running", "done", "off"]

STALLED = timedelta(minutes=15)
"""Work on which nothing happened for so long is not going on, whatever is still to do."""


class SourceStanding(Struct, frozen=True, kw_only=True):
    """A source as it is set up here and how it does. Whether there are keys is told, never the keys.

    `shortage`: calls wanted ÷ calls left until the quota renews, None where nothing limits them.
    """

    name: str
    url: str
    has_key: bool = False
    fallback_url: str | None = None
    fallback_host: str | None = None
    has_fallback_key: bool = False
    enabled: bool = True
    per_minute: int = 60
    budget: int | None = None
    state: SourceState = "untried"
    message: str | None = None
    state_since: datetime | None = None
    retry_at: datetime | None = None
    failures: int = 0
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    shortage: float | None = None

    @property
    def answers(self) -> bool:
        """Whether collecting can be expected of it."""
        return self.enabled and self.has_key and self.state in ("untried", "ok")


class Collection(Struct, frozen=True, kw_only=True):
    """What collecting knows of an account. `state` is None where no source is asked for it: files only.

    `due_at`: when it is looked at next. The `backfill` is the way back through its posts.
    """

    account_id: int
    renamed_from: str | None = None
    renamed_at: datetime | None = None
    state: AccountState | None = None
    message: str | None = None
    state_since: datetime | None = None
    failures: int | None = None
    fetched_at: datetime | None = None
    due_at: datetime | None = None
    backfill: Backfill = "off"
    backfill_until: datetime | None = None
    backfill_pages: int = 0
    backfill_posts: int = 0
    backfill_oldest: datetime | None = None
    backfill_message: str | None = None
    backfill_at: datetime | None = None


class AccountStanding(Struct, frozen=True, kw_only=True):
    account: Account
    collection: Collection

    def moving(self, at: datetime) -> bool:
        """Whether something is being read of it, or will be in a moment."""
        own = self.collection
        due = own.due_at if own.due_at and own.due_at <= at else None
        if own.state is None or not (own.state == "new" or own.backfill in ("todo", "running") or due):
            return False
        last = max(time for time in (due, own.state_since, own.fetched_at, own.backfill_at) if time)
        return at - last < STALLED


class Progress(Struct, frozen=True, kw_only=True):
    """What is being read at this moment, and what reading back has brought so far.

    `moving`: accounts on which something happens, `fresh` those of them never read before.
    """

    moving: int
    fresh: int
    pages: int
    posts: int
    oldest: datetime | None


async def is_demo(connection: Connection) -> bool:
    """Whether everything here came from the emulator."""
    return bool(await fetch_value(connection, sql(__package__, "is_demo"), {}))


async def sources(connection: Connection) -> list[SourceStanding]:
    """Every source of the registry, in its order; untried where nobody has set it up."""
    rows = await fetch_all(connection, sql(__package__, "source_standings"), {}, SourceStanding)
    known = {row.name: row for row in rows}
    return [known.get(name) or SourceStanding(name=name, url=one.url) for name, one in SOURCES.items()]


async def accounts(connection: Connection, client_id: int) -> list[AccountStanding]:
    """Every account that the client watches, in the order of `accounts.of_client`."""
    return (await of_clients(connection, [client_id]))[client_id]


async def of_clients(connection: Connection, client_ids: Iterable[int]) -> dict[int, list[AccountStanding]]:
    """The same of several clients, by the client's id."""
    watched = await accounts_of(connection, client_ids)
    parameters = {"clients": as_array(watched)}
    rows = await fetch_all(connection, sql(__package__, "account_standings"), parameters, Collection)
    known = {row.account_id: row for row in rows}
    return {
        client_id: [
            AccountStanding(account=account, collection=known[account.account_id]) for account in some
        ]
        for client_id, some in watched.items()
    }


async def account(connection: Connection, client_id: int, account_id: int) -> AccountStanding:
    """NotFoundError where the client watches no such account."""
    for one in await accounts(connection, client_id):
        if one.account.account_id == account_id:
            return one
    raise NotFoundError("The client watches no such account.")


def progress(moving: Iterable[Collection]) -> Progress:
    """The sum over accounts of which something is being read, see `AccountStanding.moving`."""
    read = list(moving)
    return Progress(
        moving=len(read),
        fresh=sum(one.state == "new" for one in read),
        pages=sum(one.backfill_pages for one in read),
        posts=sum(one.backfill_posts for one in read),
        oldest=min((one.backfill_oldest for one in read if one.backfill_oldest), default=None),
    )
