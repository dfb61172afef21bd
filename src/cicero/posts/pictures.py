"""Small copies of the pictures of posts and accounts: which are wanted, storing and reading them.

They lie in the database: it is the one store that all machines of an installation share. `post_id` 0 is the
account's own picture. Fetching them is `ingest`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct

from cicero.db import Connection, execute, fetch_all, fetch_one, sql

AVATAR = 0
"""The account's own picture, where a post's id would stand."""


class Picture(Struct, frozen=True, kw_only=True):
    media_type: str
    body: bytes
    width: int
    height: int


class Wanted(Struct, frozen=True, kw_only=True):
    """A picture that is not here yet, and the network's link to it."""

    post_id: int
    link: str


async def wanted_pictures(connection: Connection, account_id: int, at: datetime, limit: int) -> list[Wanted]:
    """The account's own picture if it is wanted, then up to `limit` of posts, newest first.

    Wanted is what is not kept, was not tried too recently, and has a link that was not found to be over.
    """
    parameters = {"account_id": account_id, "at": at, "limit": limit}
    return await fetch_all(connection, sql(__package__, "wanted_pictures"), parameters, Wanted)


async def keep_picture(
    connection: Connection, account_id: int, wanted: Wanted, picture: Picture, at: datetime
) -> None:
    """Store what was fetched from the link at that time, in place of an older one."""
    named = {"account_id": account_id, "post_id": wanted.post_id, "link": wanted.link, "at": at}
    await execute(connection, sql(__package__, "keep_picture"), {**named, **msgspec.structs.asdict(picture)})


async def note_no_pictures(
    connection: Connection,
    account_id: int,
    wanted: Sequence[Wanted],
    state: Literal["missing", "failed"],
    at: datetime,
    *,
    tried: bool,
) -> None:
    """Remember that nothing came of these links. `tried`: they were asked for, not only seen to be over."""
    parameters = {
        "account_id": account_id,
        "post_ids": [one.post_id for one in wanted],
        "links": [one.link for one in wanted],
        "state": state,
        "at": at,
        "tried": tried,
    }
    await execute(connection, sql(__package__, "note_no_pictures"), parameters)


async def read_picture(connection: Connection, account_id: int, post_id: int) -> Picture | None:
    parameters = {"account_id": account_id, "post_id": post_id}
    return await fetch_one(connection, sql(__package__, "read_picture"), parameters, Picture)


async def forget_pictures(connection: Connection) -> int:
    """Drop the pictures of accounts that nobody watches any more; how many."""
    return await execute(connection, sql(__package__, "forget_pictures"), {})
