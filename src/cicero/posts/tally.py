"""How many posts an account has here, and when the newest of them was published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from cicero.db import Connection, fetch_all, sql


class Tally(Struct, frozen=True):
    account_id: int
    posts: int
    newest: datetime


async def tally(connection: Connection, accounts: Iterable[int]) -> list[Tally]:
    """One for each of the accounts that has posts."""
    return await fetch_all(connection, sql(__package__, "tally"), {"accounts": sorted(set(accounts))}, Tally)
