"""One post: as it stands here, and its counters over time."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from psycopg.sql import SQL

from cicero.db import Connection, fetch_all, fetch_one, sql
from cicero.errors import NotFoundError
from cicero.posts.page import StoredPost

ONE = SQL("where p.account_id = %(account_id)s::bigint and p.post_id = %(post_id)s::bigint")


class CountsAt(Struct, frozen=True, kw_only=True):
    """Counters as they were seen at a moment; None where the source did not say."""

    observed_at: datetime
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    views: int | None
    reach: int | None


async def find(connection: Connection, account_id: int, post_id: int) -> StoredPost:
    """NotFoundError where the account has no such post."""
    asked = {"account_id": account_id, "post_id": post_id}
    found = await fetch_one(connection, SQL(sql(__package__, "stored_posts")) + ONE, asked, StoredPost)
    if found is None:
        raise NotFoundError("The account has no such post.")
    return found


async def counts_over_time(connection: Connection, account_id: int, post_id: int) -> list[CountsAt]:
    """Each time that a counter was seen to have changed, oldest first."""
    asked = {"account_id": account_id, "post_id": post_id}
    return await fetch_all(connection, sql(__package__, "counts_over_time"), asked, CountsAt)
