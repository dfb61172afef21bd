"""What stands here of some posts: to compare it with a fetch, to plan the next, to find deleted ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from psycopg import AsyncCursor
from psycopg.rows import class_row

from cicero.db import Connection, execute, fetch_all, sql


class StoredCounts(Struct, frozen=True, kw_only=True):
    post_id: int
    observed_at: datetime
    first_seen_at: datetime
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    views: int | None


class Recent(Struct, frozen=True, kw_only=True):
    """A post with its last samples. `at` and `…_before` go together, oldest first, before `observed_at`."""

    post_id: int
    published_at: datetime
    observed_at: datetime
    likes: int | None
    comments: int | None
    views: int | None
    at: list[datetime]
    likes_before: list[int | None]
    comments_before: list[int | None]
    views_before: list[int | None]


async def stored_counts(
    connection: Connection, account_id: int, post_ids: Iterable[int]
) -> dict[int, StoredCounts]:
    """The counters that stand here, by post; those not stored are missing."""
    return await by_post(await ask_counts(connection, account_id, post_ids))


async def ask_counts(
    connection: Connection, account_id: int, post_ids: Iterable[int]
) -> AsyncCursor[StoredCounts]:
    """The question of `stored_counts` alone, for a pipeline; `by_post` reads the answer."""
    cursor = connection.cursor(row_factory=class_row(StoredCounts))
    asked = {"account_id": account_id, "post_ids": sorted(set(post_ids))}
    return await cursor.execute(sql(__package__, "stored_counts"), asked)


async def by_post(answer: AsyncCursor[StoredCounts]) -> dict[int, StoredCounts]:
    return {row.post_id: row for row in await answer.fetchall()}


async def recent(connection: Connection, account_id: int, limit: int) -> list[Recent]:
    """The newest posts that are neither deleted nor pinned, newest first."""
    asked = {"account_id": account_id, "limit": limit}
    return await fetch_all(connection, sql(__package__, "recent"), asked, Recent)


async def absent(
    connection: Connection,
    account_id: int,
    listed: Iterable[int],
    *,
    since: datetime,
    unseen_since: datetime,
    limit: int,
) -> list[tuple[int, str | None]]:
    """(post, code) of those published since then that are not among those listed.

    Posts seen since `unseen_since` are left out: somebody asked for them already.
    """
    asked = {
        "account_id": account_id,
        "listed": sorted(set(listed)),
        "since": since,
        "unseen_since": unseen_since,
        "limit": limit,
    }
    return await (await connection.execute(sql(__package__, "absent"), asked)).fetchall()


async def codes(
    connection: Connection, account_id: int, post_ids: Iterable[int]
) -> list[tuple[int, str | None]]:
    """(post, code) of those that stand here and were not deleted: what a call about each needs."""
    asked = {"account_id": account_id, "post_ids": sorted(set(post_ids))}
    return await (await connection.execute(sql(__package__, "post_codes"), asked)).fetchall()


async def mark_deleted(connection: Connection, account_id: int, post_id: int, at: datetime) -> None:
    """The network said that the post is gone. Its history stays."""
    values = {"account_id": account_id, "post_id": post_id, "at": at}
    await execute(connection, sql(__package__, "mark_deleted"), values)
