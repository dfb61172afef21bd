"""Accesses remembered for seconds, one memory for each process that answers requests."""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic

from cicero.auth.access import Access, find_access, hashed_token
from cicero.db import EVERYTHING, Pool, scoped

KEPT = 5.0
"""Seconds that an access is remembered: as long at most after it ended on another machine it still opens."""

MOST = 20_000
"""Accesses remembered; the one that was used longest ago goes first."""


class Accesses:
    """What tokens open, remembered for seconds so that a page of several requests asks once.

    Only what opens something is remembered: a stranger's made-up tokens take no room.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._kept: OrderedDict[bytes, tuple[float, Access]] = OrderedDict()

    async def find(self, token: str) -> Access | None:
        key = hashed_token(token)
        kept = self._kept.get(key)
        if kept and kept[0] > monotonic():
            self._kept.move_to_end(key)
            return kept[1]
        self._kept.pop(key, None)
        async with scoped(self._pool, EVERYTHING) as connection:
            found = await find_access(connection, token)
        if found is not None:
            self._kept[key] = (monotonic() + KEPT, found)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return found

    def forget(self, person_id: int) -> None:
        """Ask anew for everything of that person: something of theirs has just ended or changed here."""
        for key in [key for key, (_, one) in self._kept.items() if one.person.person_id == person_id]:
            del self._kept[key]
