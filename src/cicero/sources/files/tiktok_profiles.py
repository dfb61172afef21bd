"""TikTok's answer for an account: `userInfo`, or what scrapers keep of it, with its first items if any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from cicero.records import Record
from cicero.sources.files.format import Context, RowError
from cicero.sources.files.loose import Loose, account_ref
from cicero.sources.files.shapes import has, json_formats
from cicero.sources.files.tiktok_items import parse_item, parse_profile
from cicero.sources.files.tiktok_shapes import Author, AuthorStats, Item


class User(Struct, rename="camel"):
    user: Author | None = None
    stats: AuthorStats | None = None
    stats_v2: AuthorStats | None = None
    item_list: list[Item] | None = None


class UserRow(User, rename="camel"):
    user_info: User | None = None
    status_code: Loose = None


def parse(row: UserRow, context: Context) -> Iterator[Record]:
    """The account, then its posts."""
    found = row.user_info or row
    author = found.user
    account = account_ref("tiktok", author.id, author.unique_id, author.nickname) if author else None
    if author is None or account is None:
        raise RowError(f"TikTok gave no account (status {row.status_code}): no such user, or banned")
    yield parse_profile(author, found.stats, found.stats_v2, account, context.observed_at)
    for item in found.item_list or []:
        yield from parse_item(item, context)


def _matches(row: dict[str, Any]) -> bool:
    return "userInfo" in row or (has(row.get("user"), "uniqueId") and "stats" in row)


FORMATS = json_formats("tiktok-profiles", "TikTok accounts", UserRow, _matches, parse)
