"""Comments in order of time, newest first, page by page; of some accounts, or of one post.

A page begins after the last comment of the one before, as pages of posts do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from cicero.db import Connection, fetch_all, fetch_one, sql
from cicero.periods import Period


class StoredComment(Struct, frozen=True, kw_only=True):
    """A comment, or with `parent_id` a reply to one, as it stands here. `text` None: forgotten."""

    account_id: int
    post_id: int
    comment_id: int
    parent_id: int | None
    created_at: datetime
    author_handle: str | None
    author_id: str | None
    text: str | None
    language: str | None
    likes: int | None
    replies: int | None
    observed_at: datetime
    first_seen_at: datetime


class CommentPosition(Struct, frozen=True):
    """Where a page begins: after this comment."""

    created_at: datetime
    account_id: int
    post_id: int
    comment_id: int


class CommentsRead(Struct, frozen=True, kw_only=True):
    """That a post's comments were read: `collected` stand here, of the `counted` by the network then.

    `complete`: they were read to the end.
    """

    collected_at: datetime
    counted: int | None
    collected: int
    complete: bool


async def comments_of_accounts(
    connection: Connection,
    accounts: Sequence[int],
    period: Period,
    *,
    after: CommentPosition | None = None,
    limit: int = 50,
) -> list[StoredComment]:
    """Up to `limit` comments written in the period; those on a collaborative post of several come once."""
    asked = {
        "accounts": list(accounts),
        "start": period.start,
        "end": period.end,
        **_position(after),
        "limit": limit,
    }
    return await fetch_all(connection, sql(__package__, "comments_of_accounts"), asked, StoredComment)


async def comments_of_post(
    connection: Connection,
    account_id: int,
    post_id: int,
    *,
    after: CommentPosition | None = None,
    limit: int = 50,
) -> list[StoredComment]:
    asked = {"account_id": account_id, "post_id": post_id, **_position(after), "limit": limit}
    return await fetch_all(connection, sql(__package__, "comments_of_post"), asked, StoredComment)


async def comments_read(connection: Connection, account_id: int, post_id: int) -> CommentsRead | None:
    """None where the post's comments were never asked for: those that are here came with a file."""
    asked = {"account_id": account_id, "post_id": post_id}
    return await fetch_one(connection, sql(__package__, "comments_read"), asked, CommentsRead)


def _position(after: CommentPosition | None) -> dict[str, object]:
    return {
        "at": after and after.created_at,
        "at_account": after and after.account_id,
        "at_post": after and after.post_id,
        "at_comment": after and after.comment_id,
    }
