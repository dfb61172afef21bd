"""Zeeschuimer's NDJSON, which wraps what the browser got from a platform, and 4CAT's, which wraps it the
other way round. Both say when each item was collected; the same item may come several times.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct, field

from cicero.records import Record
from cicero.sources.files.format import Context
from cicero.sources.files.instagram import is_media
from cicero.sources.files.shapes import json_formats
from cicero.sources.files.tiktok import is_comment, is_item
from cicero.sources.networks import instagram_items, tiktok_comments, tiktok_items
from cicero.sources.networks.instagram_shapes import Media
from cicero.sources.networks.loose import Loose, instant
from cicero.sources.networks.tiktok_comments import CommentRow
from cicero.sources.networks.tiktok_shapes import Item


class Collected(Struct):
    """Milliseconds. `last_updated` is missing in older files."""

    timestamp_collected: Loose = None
    last_updated: Loose = None


class TiktokRow(Collected, kw_only=True):
    data: Item


class TiktokCommentRow(Collected, kw_only=True):
    data: CommentRow


class InstagramRow(Collected, kw_only=True):
    data: Media


class FourcatTiktok(Item, rename="camel"):
    import_meta: Collected | None = field(name="__import_meta", default=None)


class FourcatTiktokComment(CommentRow):
    import_meta: Collected | None = field(name="__import_meta", default=None)


class FourcatInstagram(Media):
    import_meta: Collected | None = field(name="__import_meta", default=None)


def _tiktok(row: TiktokRow, context: Context) -> Iterator[Record]:
    return tiktok_items.parse_item(row.data, _then(row, context))


def _tiktok_comment(row: TiktokCommentRow, context: Context) -> Iterator[Record]:
    return tiktok_comments.parse(row.data, _then(row, context))


def _instagram(row: InstagramRow, context: Context) -> Iterator[Record]:
    return instagram_items.parse_media(row.data, _then(row, context))


def _fourcat_tiktok(row: FourcatTiktok, context: Context) -> Iterator[Record]:
    return tiktok_items.parse_item(row, _then(row.import_meta, context))


def _fourcat_tiktok_comment(row: FourcatTiktokComment, context: Context) -> Iterator[Record]:
    return tiktok_comments.parse(row, _then(row.import_meta, context))


def _fourcat_instagram(row: FourcatInstagram, context: Context) -> Iterator[Record]:
    return instagram_items.parse_media(row, _then(row.import_meta, context))


def _then(collected: Collected | None, context: Context) -> Context:
    """The context of a row that says itself when it was collected."""
    said = (collected.last_updated or collected.timestamp_collected) if collected else None
    if not said:
        return context
    return msgspec.structs.replace(context, observed_at=instant(said, "timestamp_collected", context))


def _wrapped(row: dict[str, Any]) -> dict[str, Any]:
    data = row.get("data")
    return data if "timestamp_collected" in row and isinstance(data, dict) else {}


def _unwrapped(row: dict[str, Any]) -> dict[str, Any]:
    return row if "__import_meta" in row else {}


FORMATS = (
    *json_formats(
        "zeeschuimer-tiktok",
        "Zeeschuimer export of TikTok",
        TiktokRow,
        lambda row: is_item(_wrapped(row)),
        _tiktok,
    ),
    *json_formats(
        "zeeschuimer-tiktok-comments",
        "Zeeschuimer export of TikTok comments",
        TiktokCommentRow,
        lambda row: is_comment(_wrapped(row)),
        _tiktok_comment,
    ),
    *json_formats(
        "zeeschuimer-instagram",
        "Zeeschuimer export of Instagram",
        InstagramRow,
        lambda row: is_media(_wrapped(row)),
        _instagram,
    ),
    *json_formats(
        "4cat-tiktok-items",
        "4CAT NDJSON of TikTok",
        FourcatTiktok,
        lambda row: is_item(_unwrapped(row)),
        _fourcat_tiktok,
    ),
    *json_formats(
        "4cat-tiktok-comment-items",
        "4CAT NDJSON of TikTok comments",
        FourcatTiktokComment,
        lambda row: is_comment(_unwrapped(row)),
        _fourcat_tiktok_comment,
    ),
    *json_formats(
        "4cat-instagram-items",
        "4CAT NDJSON of Instagram",
        FourcatInstagram,
        lambda row: is_media(_unwrapped(row)),
        _fourcat_instagram,
    ),
)
