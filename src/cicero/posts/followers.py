"""How many followers an account had when each post was published: what engagement rates divide by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cicero.db import Connection, execute, sql


async def set_followers(
    connection: Connection, accounts: Iterable[int], since: datetime | None = None
) -> int:
    """Give every post of these accounts the nearest follower sample and its distance; how many changed.

    To be called after new follower samples or posts were stored; asking twice changes nothing. `since`: only
    posts published from then on, where a caller knows that no older one is touched.
    """
    parameters = {"accounts": sorted(set(accounts)), "since": since}
    return await execute(connection, sql(__package__, "set_followers"), parameters)
