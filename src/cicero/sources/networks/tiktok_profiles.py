"""TikTok's answer for an account: `userInfo`, or what scrapers keep of it, with its first items if any."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from cicero.records import Record
from cicero.sources.networks.loose import Loose, account_ref
from cicero.sources.networks.seen import RowError, Seen
from cicero.sources.networks.tiktok_items import parse_item, parse_profile
from cicero.sources.networks.tiktok_shapes import Author, AuthorStats, Item


class User(Struct, rename="camel"):
    user: Author | None = None
    stats: AuthorStats | None = None
    stats_v2: AuthorStats | None = None
    item_list: list[Item] | None = None


class UserRow(User, rename="camel"):
    user_info: User | None = None
    status_code: Loose = None


def parse(row: UserRow, seen: Seen) -> Iterator[Record]:
    """The account, then its posts."""
    found = row.user_info or row
    author = found.user
    account = account_ref("tiktok", author.id, author.unique_id, author.nickname) if author else None
    if author is None or account is None:
        raise RowError(f"TikTok gave no account (status {row.status_code}): no such user, or banned")
    yield parse_profile(author, found.stats, found.stats_v2, account, seen.observed_at)
    for item in found.item_list or []:
        yield from parse_item(item, seen)
