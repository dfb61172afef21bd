"""The posts of a query page by page, in order of time or of a count.

A page begins after a post, or ends before one: posts that arrive meanwhile neither repeat nor hide any. Where
a count is the order, those of which it is unknown come last either way, and equal ones newest first.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from psycopg.rows import class_row

from cicero.analytics.paging import Place, compile_page
from cicero.analytics.query import Query, check
from cicero.analytics.seen import seen
from cicero.analytics.top_posts import TopPost
from cicero.db import Connection


class ListedPost(TopPost, frozen=True, kw_only=True):
    """`rank`: by what it is ordered, None in an order of time. `deleted_at`: gone from its network since."""

    rank: float | None
    deleted_at: datetime | None


async def list_posts(
    connection: Connection,
    query: Query,
    order: str = "published_at",
    *,
    descending: bool = True,
    place: Place | None = None,
    backward: bool = False,
    limit: int = 50,
) -> list[ListedPost]:
    """Up to `limit` posts of the query after that place, or `backward` those right before it, in their order.

    A post that several of the accounts share stands once. InputError for an order that is none.
    """
    query = check(query)
    statement = compile_page(query, order, descending, place, backward, limit)
    async with (
        seen(connection, query.accounts),
        connection.cursor(row_factory=class_row(ListedPost)) as cursor,
    ):
        await cursor.execute(cast(Any, statement.text), statement.parameters)
        found = await cursor.fetchall()
    return found[::-1] if backward else found


def place_of(post: ListedPost) -> Place:
    return Place(post.rank, post.published_at, post.post_id, post.account_id)
