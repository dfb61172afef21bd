"""Invented posts with their tags gathered by year, as storing gathers them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.analytics.world import Entry, write

from cicero.db import Connection, sql


async def put(connection: Connection, entries: Sequence[Entry]) -> None:
    """Exactly these posts, and their tags."""
    await write(connection, entries)
    await connection.execute("delete from tag_use")
    await gather(connection, [(e.account_id, e.post_id) for e in entries])


async def gather(connection: Connection, posts: Sequence[tuple[int, int]]) -> None:
    """Gather the tags of these posts, given by account and id."""
    ids = json.dumps([{"account_id": account_id, "post_id": post_id} for account_id, post_id in posts])
    await connection.execute(sql("cicero.posts", "store_tags"), {"tags": ids})
