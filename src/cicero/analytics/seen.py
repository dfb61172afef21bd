"""Questions about many accounts: whether they may be seen is asked once, and not again for each row.

Row-level security costs as much for a post as reading it from the index does. What these statements read is
bound to the accounts asked for, so that seeing each of those is seeing all of it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from cicero.db import Connection, as_array, fetch_value, sql, widened

MANY = 100
"""From so many accounts on the rows saved are worth the three statements."""


@asynccontextmanager
async def seen(connection: Connection, accounts: Sequence[int]) -> AsyncIterator[None]:
    """Within the block rows are not checked one by one, if there are many accounts and all may be seen.

    Only for statements that read nothing but rows of these accounts.
    """
    if len(accounts) < MANY or not await each_is_seen(connection, accounts):
        yield
        return
    async with widened(connection):
        yield


async def each_is_seen(connection: Connection, accounts: Sequence[int]) -> bool:
    """Whether each of these accounts is there and may be seen."""
    asked = {"accounts": as_array(accounts), "count": len(set(accounts))}
    return bool(await fetch_value(connection, sql(__package__, "each_is_seen"), asked))
