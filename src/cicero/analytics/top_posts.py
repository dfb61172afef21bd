"""The posts of a query themselves, ranked."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from msgspec import Struct
from psycopg.rows import class_row

from cicero.analytics.query import Query, check
from cicero.analytics.ranking import compile_ranking
from cicero.analytics.seen import seen
from cicero.db import Connection
from cicero.records import Kind, Platform


class TopPost(Struct, frozen=True, kw_only=True):
    """A post with its counters and rates; the rates are per cent, `None` where a part is unknown."""

    account_id: int
    post_id: int
    platform: Platform
    code: str | None
    url: str | None
    caption: str | None
    thumbnail_url: str | None
    kind: Kind | None
    published_at: datetime
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    views: int | None
    interactions: int | None
    followers: int | None
    """Followers when the post was published, from the nearest sample."""
    followers_far: bool | None
    """That sample lies more than 7 days from the publication: to be marked."""
    engagement_rate_followers: float | None
    engagement_rate_views: float | None
    likes_hidden: bool | None
    observed_at: datetime
    has_picture: bool
    """A copy of its picture is kept here."""


async def top_posts(
    connection: Connection, query: Query, order: str = "interactions", limit: int = 10
) -> list[TopPost]:
    """The posts of the query by that figure, highest first; those of which it is unknown come last.

    A post that several of the accounts share stands once. Equal posts are ordered newest first.
    """
    query = check(query)
    statement = compile_ranking(query, order, limit)
    async with seen(connection, query.accounts), connection.cursor(row_factory=class_row(TopPost)) as cursor:
        await cursor.execute(cast(Any, statement.text), statement.parameters)
        return await cursor.fetchall()
