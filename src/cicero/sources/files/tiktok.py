"""TikTok's own items, accounts and comments in a file, as `networks` parses them."""

from __future__ import annotations

from typing import Any

from cicero.sources.files.shapes import has, json_formats
from cicero.sources.networks import tiktok_comments, tiktok_profiles
from cicero.sources.networks.tiktok_comments import CommentRow
from cicero.sources.networks.tiktok_items import DetailRow, parse_detail, parse_item
from cicero.sources.networks.tiktok_profiles import UserRow
from cicero.sources.networks.tiktok_shapes import Item


def is_item(row: dict[str, Any]) -> bool:
    return has(row, "id", "createTime") and has(row.get("stats", row.get("statsV2")), "diggCount")


def is_comment(row: dict[str, Any]) -> bool:
    return has(row, "cid", "aweme_id", "text")


def _is_detail(row: dict[str, Any]) -> bool:
    return "itemInfo" in row or has(row.get("data"), "itemInfo")


def _is_profile(row: dict[str, Any]) -> bool:
    return "userInfo" in row or (has(row.get("user"), "uniqueId") and "stats" in row)


FORMATS = (
    *json_formats(
        "tiktok-items",
        "TikTok web items",
        Item,
        lambda row: is_item(row) and "author" in row,
        parse_item,
        within=("itemList", "data.itemList"),
    ),
    *json_formats(
        "tiktok-items-anonymous",
        "TikTok items that do not name their author",
        Item,
        lambda row: is_item(row) and "author" not in row,
        parse_item,
        names_account=False,
    ),
    *json_formats("tiktok-detail", "TikTok answer for one post", DetailRow, _is_detail, parse_detail),
    *json_formats("tiktok-profiles", "TikTok accounts", UserRow, _is_profile, tiktok_profiles.parse),
    *json_formats(
        "tiktok-comments",
        "TikTok comments",
        CommentRow,
        is_comment,
        tiktok_comments.parse,
        within=("comments", "data.comments"),
    ),
)
