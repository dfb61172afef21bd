"""The posts of a query page by page, in order of time or of a count.

A page begins after a post, or ends before one: posts that arrive meanwhile neither repeat nor hide any. Where
a count is the order, those of which it is unknown come last either way, and equal ones newest first.

In order of time the index gives a page of any list at once. In order of a count all posts of the question are
read for each page: of a million that takes some tenths of a second. `list_many` keeps the places of the first
thousand, until something is stored of their accounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from msgspec.structs import replace
from psycopg.rows import class_row

from cicero.analytics.cache import cached
from cicero.analytics.compiler import Statement
from cicero.analytics.paging import TIME, Place, compile_first, compile_page, compile_places
from cicero.analytics.query import Query, check
from cicero.analytics.seen import seen
from cicero.analytics.top_posts import TopPost
from cicero.db import Connection

T = TypeVar("T")
KEPT = 1_000


class ListedPost(TopPost, frozen=True, kw_only=True):
    """`rank`: by what it is ordered, None in an order of time. `deleted_at`: gone from its network since."""

    rank: float | None
    deleted_at: datetime | None


async def list_posts(
    connection: Connection,
    query: Query,
    order: str = TIME,
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
    async with seen(connection, query.accounts):
        found = await _fetch(connection, statement, ListedPost)
    return found[::-1] if backward else found


async def list_many(
    connection: Connection,
    query: Query,
    order: str = TIME,
    *,
    descending: bool = True,
    place: Place | None = None,
    backward: bool = False,
    limit: int = 50,
) -> list[ListedPost]:
    """The same for a question about very many posts."""
    if order != TIME:
        bare = replace(query, metrics=("posts",), compare=None, by=None)
        kept = await _first_places(connection, bare, order, descending)
        places = _next_to(kept, place, backward, limit)
        if places is not None:
            return await _fetch(connection, compile_places(places), ListedPost)
    return await list_posts(
        connection, query, order, descending=descending, place=place, backward=backward, limit=limit
    )


@cached
async def _first_places(connection: Connection, query: Query, order: str, descending: bool) -> list[Place]:
    query = check(query)
    statement = compile_first(query, order, descending, KEPT)
    async with seen(connection, query.accounts):
        return await _fetch(connection, statement, Place)


def _next_to(
    kept: Sequence[Place], place: Place | None, backward: bool, limit: int
) -> Sequence[Place] | None:
    """Of the places kept those of the page; None where it goes beyond them, or the place has moved."""
    if place is not None and place not in kept:
        return None
    at = -1 if place is None else kept.index(place)
    if backward:
        return kept[max(at - limit, 0) : at]
    return kept[at + 1 : at + 1 + limit] if at + 1 + limit <= len(kept) or len(kept) < KEPT else None


async def _fetch(connection: Connection, statement: Statement, kind: type[T]) -> list[T]:
    async with connection.cursor(row_factory=class_row(kind)) as cursor:
        await cursor.execute(cast(Any, statement.text), statement.parameters)
        return await cursor.fetchall()


def place_of(post: ListedPost) -> Place:
    return Place(post.rank, post.published_at, post.post_id, post.account_id)
