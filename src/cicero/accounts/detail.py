"""Accounts as they present themselves, and a client's own accounts."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from cicero.db import Connection, as_array, fetch_all, sql
from cicero.errors import NotFoundError
from cicero.records import Platform


class Detail(Struct, frozen=True, kw_only=True):
    """What the account last said of itself. `posts`, `likes`: as the network counts them, not what is stored.

    `has_picture`: a copy of its picture is kept here.
    """

    account_id: int
    platform: Platform
    platform_id: str | None
    handle: str | None
    name: str | None
    biography: str | None
    category: str | None
    website: str | None
    avatar_url: str | None
    verified: bool | None
    private: bool | None
    sec_uid: str | None
    followers: int | None
    following: int | None
    posts: int | None
    likes: int | None
    has_picture: bool


class Own(Struct, frozen=True, kw_only=True):
    account_id: int
    platform: Platform
    handle: str | None
    sec_uid: str | None


async def detail(connection: Connection, account_id: int) -> Detail:
    """NotFoundError where the connection sees no such account."""
    found = await details(connection, [account_id])
    if account_id not in found:
        raise NotFoundError("There is no such account.")
    return found[account_id]


async def details(connection: Connection, account_ids: Iterable[int]) -> dict[int, Detail]:
    """Those of these accounts that the connection sees, by id."""
    asked = {"accounts": as_array(account_ids)}
    rows = await fetch_all(connection, sql(__package__, "account_details"), asked, Detail)
    return {row.account_id: row for row in rows}


async def own(connection: Connection, client_id: int) -> list[Own]:
    """The accounts that the client watches as its own, by network, the one watched longest first."""
    return await fetch_all(connection, sql(__package__, "own_accounts"), {"client_id": client_id}, Own)
