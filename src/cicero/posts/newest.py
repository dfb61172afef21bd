"""The newest posts of some accounts as their lists show them, and who commented on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from cicero.db import Connection, fetch_all, sql
from cicero.periods import Period
from cicero.records import Kind, Platform


class Listed(Struct, frozen=True, kw_only=True):
    """Counters are None where no source said. `has_picture`: a copy of its picture is kept here."""

    account_id: int
    post_id: int
    platform: Platform
    handle: str | None
    code: str | None
    published_at: datetime
    kind: Kind | None
    caption: str | None
    url: str | None
    thumbnail_url: str | None
    likes: int | None
    comments: int | None
    shares: int | None
    views: int | None
    has_picture: bool


class Commenters(Struct, frozen=True, kw_only=True):
    """`comments` that are stored of a post, and the handles of those who wrote them."""

    account_id: int
    post_id: int
    comments: int
    handles: list[str]


async def newest(
    connection: Connection, accounts: Sequence[int], *, period: Period | None = None, limit: int
) -> list[Listed]:
    """Up to `limit` posts, newest first; a collaborative post of several of the accounts comes once."""
    asked = {
        "accounts": list(accounts),
        "start": period and period.start,
        "end": period and period.end,
        "limit": limit,
    }
    return await fetch_all(connection, sql(__package__, "newest"), asked, Listed)


async def commenters(connection: Connection, posts: Sequence[Listed]) -> dict[int, Commenters]:
    """By post; one without comments that are stored is missing."""
    asked = {"accounts": [post.account_id for post in posts], "posts": [post.post_id for post in posts]}
    found = await fetch_all(connection, sql(__package__, "commenters"), asked, Commenters)
    return {one.post_id: one for one in found}
