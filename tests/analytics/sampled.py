"""Posts with samples at ages, written straight into the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tests.analytics.world import Entry, write

from cicero.db import Connection

Samples = Mapping[float, int]
"""Likes by age in hours."""


def seen(entry: Entry, hours: float) -> Entry:
    """The same post, last looked at that many hours after it was published."""
    fields = {name: getattr(entry, name) for name in entry.__struct_fields__}
    return Entry(**fields | {"observed_at": entry.published_at + timedelta(hours=hours)})


def post(post_id: int, at: datetime, likes: int | None, hours: float = 1000, **more: object) -> Entry:
    """Published at a moment and last seen so many hours later, with that many likes and no comments."""
    values: dict[str, object] = {"account_id": 1, "kind": "image", "comments": 0, **more}
    return seen(Entry(post_id=post_id, published_at=at, likes=likes, **values), hours)  # type: ignore[arg-type]


async def put(
    connection: Connection, entries: Sequence[Entry], samples: Mapping[int, Samples] | None = None
) -> None:
    await write(connection, entries)
    await connection.execute("delete from post_snapshot")
    published = {e.post_id: e for e in entries}
    async with connection.cursor() as cursor:
        await cursor.executemany(
            "insert into post_snapshot (account_id, post_id, observed_at, likes, comments)"
            " values (%s, %s, %s, %s, 0)",
            [
                (e.account_id, post_id, e.published_at + timedelta(hours=age), likes)
                for post_id, of in (samples or {}).items()
                for e in [published[post_id]]
                for age, likes in of.items()
            ],
        )
