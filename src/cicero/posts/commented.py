"""Whose comments are to be read, what of them is here, and that it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from cicero.db import Connection, execute, fetch_all, fetch_value, sql


class Commented(Struct, frozen=True, kw_only=True):
    """A post whose comments are to be read. `counted`: how many there are, by the network's own count.

    `read_at`: when they were read last, `complete_before`: to the end.
    """

    post_id: int
    code: str | None
    counted: int
    complete_before: bool
    read_at: datetime | None


class Known(Struct, frozen=True):
    """A comment that is here and not deleted. `replies`: so many to it are here."""

    created_at: datetime
    parent_id: int | None
    replies: int


MORE = 5
"""New comments that make a post worth reading again at once; of many comments it takes a tenth more."""


async def comments_wanted(
    connection: Connection, account_id: int, *, at: datetime, since: datetime, limit: int
) -> list[Commented]:
    """Posts published since then whose comments are worth reading at `at`, newest first."""
    asked = {"account_id": account_id, "at": at, "since": since, "limit": limit, "more": MORE}
    return await fetch_all(connection, sql(__package__, "comments_wanted"), asked, Commented)


async def known_comments(connection: Connection, account_id: int, post_id: int) -> dict[int, Known]:
    """The comments that are here, replies among them, without those that are deleted."""
    asked = {"account_id": account_id, "post_id": post_id}
    rows = await (await connection.execute(sql(__package__, "known_comments"), asked)).fetchall()
    replies = Counter(parent_id for _, parent_id, _ in rows if parent_id is not None)
    return {one: Known(created_at, parent_id, replies[one]) for one, parent_id, created_at in rows}


async def note_missing(
    connection: Connection,
    account_id: int,
    post_id: int,
    *,
    began: datetime,
    counted: int,
    all_comments: bool,
    threads: Iterable[int],
) -> int:
    """Mark what a reading since `began` should have found and did not; how many.

    `all_comments`: the comments were read to the end; `threads`: the replies to these were. What is missing
    for the second time is deleted. Nothing is marked where so much is missing that the list must have been
    cut short: fewer are left than nine in ten of those expected by the network's count.
    """
    values = {
        "account_id": account_id,
        "post_id": post_id,
        "began": began,
        "counted": counted,
        "all_comments": all_comments,
        "threads": sorted(threads),
    }
    return await execute(connection, sql(__package__, "note_missing"), values)


async def note_comments(
    connection: Connection,
    account_id: int,
    post_id: int,
    *,
    at: datetime,
    counted: int,
    complete: bool,
    failed: bool = False,
) -> int:
    """Remember how many comments the network counted, and how many are here, deleted ones aside: the answer.

    `complete`: they were read to the end. `failed`: they could not be read, and are to be tried again soon.
    """
    values = {
        "account_id": account_id,
        "post_id": post_id,
        "at": at,
        "counted": counted,
        "complete": complete,
        "failed": failed,
    }
    return int(await fetch_value(connection, sql(__package__, "note_comments"), values))
