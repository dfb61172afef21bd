"""Storing comments. A comment stands under every account that its post stands under."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cicero.db import Connection, execute, rows_as_json, sql
from cicero.posts.store import clean
from cicero.records import Comment


async def store_comments(connection: Connection, comments: Sequence[Comment]) -> None:
    """Store comments in the connection's transaction; those on posts that are not here are left out."""
    if not comments:
        return
    newest = {(c.post_id, c.comment_id): c for c in sorted(comments, key=lambda c: c.observed_at)}
    values = {"comments": rows_as_json(_row(comment) for comment in newest.values())}
    await execute(connection, sql(__package__, "store_comments"), values)
    await execute(connection, sql(__package__, "note_answers"), values)


async def posts_missing(connection: Connection, comments: Iterable[Comment]) -> set[int]:
    """The ids of posts that are not here, of those that these comments are on."""
    ids = {(comment.platform, comment.post_id) for comment in comments}
    asked = {"platforms": [platform for platform, _ in ids], "post_ids": [post_id for _, post_id in ids]}
    cursor = await connection.execute(sql(__package__, "posts_missing_for_comments"), asked)
    return {row[0] for row in await cursor.fetchall()}


def _row(comment: Comment) -> dict[str, object]:
    row = msgspec.structs.asdict(comment)
    row["body"] = clean(row.pop("text"))
    return row
