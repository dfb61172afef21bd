"""TikTok's comments: the web answer, and what scrapers keep of it. Keys are snake_case here, unlike items."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from cicero.records import Comment, Record
from cicero.sources.networks.loose import (
    Loose,
    account_ref,
    count,
    instant,
    language,
    observed,
    whole_id,
    words,
)
from cicero.sources.networks.seen import Seen


class User(Struct):
    uid: Loose = None
    unique_id: Loose = None


class CommentRow(Struct):
    """Scrapers put `unique_id` on the comment itself. `reply_id` is "0" on comments that are no replies."""

    cid: Loose = None
    aweme_id: Loose = None
    text: Loose = None
    create_time: Loose = None
    digg_count: Loose = None
    reply_comment_total: Loose = None
    reply_id: Loose = None
    comment_language: Loose = None
    unique_id: Loose = None
    user: User | None = None
    reply_comment: list[CommentRow] | None = None


def parse(row: CommentRow, seen: Seen) -> Iterator[Record]:
    """The comment and the replies that are shown under it."""
    said = row.aweme_id if row.aweme_id not in (None, "", 0, "0") else seen.post_id
    post_id = whole_id(said, "aweme_id, the post that it is on")
    yield _comment(row, post_id, seen)
    for reply in row.reply_comment or []:
        yield _comment(reply, post_id, seen)


def _comment(row: CommentRow, post_id: int, seen: Seen) -> Comment:
    created_at = instant(row.create_time, "create_time", seen)
    user = row.user or User(unique_id=row.unique_id)
    author = account_ref("tiktok", user.uid, user.unique_id)
    return Comment(
        platform="tiktok",
        post_id=post_id,
        comment_id=whole_id(row.cid, "cid"),
        created_at=created_at,
        observed_at=observed(created_at, seen.observed_at),
        text=words(row.text) or "",
        parent_id=None if row.reply_id in (None, "", "0", 0) else whole_id(row.reply_id, "reply_id"),
        author_handle=author.handle if author else None,
        author_id=author.platform_id if author else None,
        language=language(row.comment_language),
        likes=count(row.digg_count),
        replies=count(row.reply_comment_total),
    )
