"""A breaker for each address: after several failures in a row it is left alone for a while.

Kept in memory: each process finds out for itself, which costs a few calls and no coordination.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

TOLERATED = 5
"""Transient failures in a row before the breaker opens."""

SHORTEST, LONGEST = timedelta(seconds=30), timedelta(minutes=15)
REFUSED = timedelta(hours=1)


class Breaker(Struct):
    failures: int = 0
    open_until: datetime | None = None

    def closed(self, at: datetime) -> bool:
        """Whether a call may be made: closed, or open for long enough that one may try."""
        return self.open_until is None or at >= self.open_until

    def succeeded(self) -> None:
        self.failures, self.open_until = 0, None

    def failed(self, at: datetime) -> None:
        self.failures += 1
        if self.failures >= TOLERATED:
            pause = SHORTEST * 2 ** min(self.failures - TOLERATED, 10)
            self.open_until = at + min(pause, LONGEST)

    def refused(self, at: datetime) -> None:
        """What will not change by itself: the fallback is used meanwhile."""
        self.open_until = at + REFUSED
