"""Whose comments are to be read, what of them is here, and that it was read."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from msgspec import Struct

from cicero.db import Connection, fetch_all, fetch_value, sql


class Commented(Struct, frozen=True, kw_only=True):
    """A post whose comments are to be read. `counted`: how many there are, by the network's own count."""

    post_id: int
    code: str | None
    counted: int
    complete_before: bool


MORE = 5
"""New comments that make a post worth reading again at once; of many comments it takes a tenth more."""


async def comments_wanted(
    connection: Connection, account_id: int, *, at: datetime, since: datetime, limit: int
) -> list[Commented]:
    """Posts published since then whose comments are worth reading at `at`, newest first."""
    asked = {"account_id": account_id, "at": at, "since": since, "limit": limit, "more": MORE}
    return await fetch_all(connection, sql(__package__, "comments_wanted"), asked, Commented)


async def known_comments(connection: Connection, account_id: int, post_id: int) -> dict[int, int]:
    """How many replies are here to each comment that is here, replies among them."""
    asked = {"account_id": account_id, "post_id": post_id}
    rows = await (await connection.execute(sql(__package__, "known_comments"), asked)).fetchall()
    replies = Counter(parent_id for _, parent_id in rows if parent_id is not None)
    return {comment_id: replies[comment_id] for comment_id, _ in rows}


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
    """Remember how many comments the network counted, and how many are here: the answer.

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
