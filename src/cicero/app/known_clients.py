"""Which client a request is about: found in the database, and remembered for as long as an access is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from time import monotonic

from cicero.auth import Access
from cicero.auth.accesses import KEPT
from cicero.clients import Client

MOST = 20_000
"""Clients remembered, counted anew for each access; the one used longest ago goes first."""

Key = tuple[int, str]


class KnownClients:
    """One memory for each process. What is remembered of an access goes with it (`auth.Accesses`)."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, tuple[float, Access, Client]] = OrderedDict()

    async def find(self, access: Access, name: str, look: Callable[[], Awaitable[Client]]) -> Client:
        """The client of that name as this access may see it; from `look` where it is not remembered."""
        key = access.person.person_id, name
        if kept := self._kept.get(key):
            until, whose, client = kept
            if until > monotonic() and whose is access:
                self._kept.move_to_end(key)
                return client
            del self._kept[key]
        client = await look()
        self._kept[key] = monotonic() + KEPT, access, client
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return client

    def forget(self) -> None:
        """Look for every client anew: a request has just changed something."""
        self._kept.clear()
