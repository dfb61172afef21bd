"""Storing comments. A comment stands under every account that its post stands under."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cicero.db import Connection, sql
from cicero.records import Comment

_FIELDS = (
    "platform", "post_id", "comment_id", "parent_id", "created_at", "author_handle", "author_id",
    "text", "language", "likes", "replies", "observed_at",
)  # fmt: skip


async def store_comments(connection: Connection, comments: Sequence[Comment]) -> set[int]:
    """Store comments on posts that are here; the ids of posts that are not, whose comments were left out."""
    if not comments:
        return set()
    newest = {(c.post_id, c.comment_id): c for c in sorted(comments, key=lambda c: c.observed_at)}
    async with connection.transaction():
        await connection.execute(sql(__package__, "incoming_comments"))
        async with connection.cursor().copy("copy incoming_comment from stdin") as copy:
            for comment in newest.values():
                await copy.write_row(_row(comment))
        await connection.execute(sql(__package__, "store_comments"))
        cursor = await connection.execute(sql(__package__, "posts_missing_for_comments"))
        return {row[0] for row in await cursor.fetchall()}


def _row(comment: Comment) -> tuple[object, ...]:
    values = msgspec.structs.asdict(comment)
    values["text"] = comment.text.replace("\x00", "")
    return tuple(values[field] for field in _FIELDS)
