"""Answers as they came, compressed and kept for a set time, so that a corrected parser can be run again."""

from __future__ import annotations

import zlib
from datetime import datetime
from hashlib import blake2b

from cicero.db import Connection, execute, sql
from cicero.sources.source import Answer

LEVEL = 1
"""Of zlib: pages of real TikTok items shrink 5.8 times at 1, and 7.6 times at 6 at half the speed."""

AT_ONCE = 5_000


async def keep_raw(connection: Connection, account_id: int, source: str, answer: Answer) -> None:
    """Keep the body of an answer, in the transaction that stores what was read of it."""
    values = {
        "account_id": account_id,
        "fetched_at": answer.observed_at,
        "source": source,
        "endpoint": answer.endpoint,
        "digest": blake2b(answer.raw, digest_size=8).digest(),
        "body": zlib.compress(answer.raw, LEVEL),
    }
    await execute(connection, sql(__package__, "keep_raw"), values)


async def forget_raw(connection: Connection, before: datetime) -> int:
    """Let go of answers fetched before then; how many."""
    gone = 0
    while deleted := await execute(
        connection, sql(__package__, "forget_raw"), {"before": before, "limit": AT_ONCE}
    ):
        gone += deleted
    return gone
