"""The accounts that a client watches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct
from psycopg.rows import dict_row

from cicero.db import Connection, as_array, execute, sql
from cicero.errors import NotFoundError
from cicero.records import PLATFORMS, Platform


class Account(Struct, frozen=True, kw_only=True):
    """An account as one client sees it; `followers` is the newest known number.

    `last_seen`: until when the account is known; of days after it nothing can be said.
    """

    account_id: int
    platform: Platform
    role: Literal["own", "competitor"]
    platform_id: str | None = None
    handle: str | None = None
    name: str | None = None
    avatar_url: str | None = None
    verified: bool | None = None
    followers: int | None = None
    posts: int = 0
    last_post: datetime | None = None
    last_seen: datetime | None = None
    has_picture: bool = False
    """A copy of its picture is kept here."""

    @property
    def label(self) -> str:
        """How people call it: the handle where it is known."""
        return f"@{self.handle}" if self.handle else self.name or str(self.platform_id)


async def names(connection: Connection, account_ids: Iterable[int]) -> dict[int, str]:
    """`platform:handle` of each account, or `platform:name` where it has no handle: as people may name it."""
    cursor = await connection.execute(
        sql(__package__, "account_names"), {"accounts": as_array(sorted(set(account_ids)))}
    )
    return dict(await cursor.fetchall())


async def note_posts(connection: Connection, tallies: Iterable[tuple[int, int, datetime]]) -> None:
    """Remember (account, number of posts, until when they are all known): lists need not count posts."""
    rows = sorted(tallies)
    columns = {name: [row[i] for row in rows] for i, name in enumerate(("account_id", "posts", "seen_at"))}
    await execute(connection, sql(__package__, "note_posts"), columns)


async def of_client(connection: Connection, client_id: int) -> list[Account]:
    """Every account the client watches, own ones first, then by platform and name."""
    return (await of_clients(connection, [client_id]))[client_id]


async def of_clients(connection: Connection, client_ids: Iterable[int]) -> dict[int, list[Account]]:
    """The same of several clients, by the client's id."""
    found: dict[int, list[Account]] = {client_id: [] for client_id in client_ids}
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(sql(__package__, "accounts_of_clients"), {"clients": as_array(found)})
        for row in await cursor.fetchall():
            found[row.pop("client_id")].append(Account(**row))
    return found


async def platforms(connection: Connection, client_id: int) -> tuple[Platform, ...]:
    """The networks that the client watches accounts of."""
    cursor = await connection.execute(sql(__package__, "platforms_of_client"), {"client_id": client_id})
    there = {row[0] for row in await cursor.fetchall()}
    return tuple(platform for platform in PLATFORMS if platform in there)


async def watched(connection: Connection, client_id: int, account_id: int) -> Account:
    """NotFoundError alike where the client does not watch the account and where there is none."""
    for account in await of_client(connection, client_id):
        if account.account_id == account_id:
            return account
    raise NotFoundError("The client watches no such account.")
