"""Who was seen to like posts: storing the samples that lists of likers are, and which to ask for again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from cicero.db import Connection, execute, fetch_all, rows_as_json, sql
from cicero.records import Liker


class Liked(Struct, frozen=True, kw_only=True):
    """A post whose likers are to be asked for. `counted`: its likes by the network's own count, if known."""

    post_id: int
    code: str | None
    counted: int | None


async def likers_wanted(
    connection: Connection, account_id: int, *, at: datetime, since: datetime, limit: int
) -> list[Liked]:
    """Posts published since then whose likers are worth asking for at `at`, newest first.

    None but where the account is the own one of a client whose roster knows handles on its network.
    """
    asked = {"account_id": account_id, "at": at, "since": since, "limit": limit}
    return await fetch_all(connection, sql(__package__, "likers_wanted"), asked, Liked)


async def store_likers(connection: Connection, likers: Sequence[Liker]) -> None:
    """Store who was seen, in the connection's transaction; those of posts that are not here are left out."""
    in_order = sorted(likers, key=lambda one: one.observed_at)
    newest = {(one.platform, one.post_id, _who(one)): one for one in in_order}
    if newest:
        values = {"likers": rows_as_json(_row(liker) for liker in newest.values())}
        await execute(connection, sql(__package__, "store_likers"), values)


async def note_likers(
    connection: Connection,
    account_id: int,
    post_id: int,
    *,
    at: datetime,
    counted: int | None,
    failed: bool = False,
) -> None:
    """Remember that a post's likers were asked for, and how many likes it had then.

    `failed`: they could not be read, and are to be tried again later.
    """
    values = {"account_id": account_id, "post_id": post_id, "at": at, "counted": counted, "failed": failed}
    await execute(connection, sql(__package__, "note_likers"), values)


def _who(liker: Liker) -> str:
    return liker.platform_id or f"@{liker.handle}"


def _row(liker: Liker) -> dict[str, object]:
    return {
        "platform": liker.platform,
        "post_id": liker.post_id,
        "liker": _who(liker),
        "handle": liker.handle,
        "observed_at": liker.observed_at,
    }
