"""Whether what was planted in the emulator's world is found: precision, recall, and alarms where nothing is.

Worlds of several seeds are put into a database as a perfect collector would have left them; then the analyses
are asked as a page would ask them, and held against the emulator's own list of what it planted. In calm worlds, where
nothing is planted, whatever is found is a false alarm.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from bench.machine import own_database, print_table
from bench.planted import Handle, fill
from cicero.analytics.anomalies import anomalies
from cicero.analytics.anomaly import Anomalies, Anomaly
from cicero.db import Connection, open_pool
from cicero.emulator import Truth, World, WorldPost, build_world, truth
from cicero.emulator import truth as planted_in
from cicero.emulator.truth import Anomaly as Planted
from cicero.periods import DEFAULT_ZONE, Period, local_date

UNTIL = datetime(2026, 3, 1, 5, tzinfo=UTC)
SEEDS = (1, 2, 3)
ACCOUNTS = 40
JUDGEABLE = 3
"""Posts with known interactions that a planted week or spike has to have: of fewer nobody could tell."""
LEARNING = timedelta(days=63)
"""From the world's beginning: the weeks that the usual is learnt from."""
RIPENING = timedelta(days=4)
TOLERANCE = timedelta(days=1)
"""Followers were looked at once a day, at noon: a day's loss shows on that day and the next."""
MONTH = 30


class Hits(Struct, kw_only=True):
    """How many of the findings were planted, and how many of what was planted was found."""

    found: int = 0
    right: int = 0
    planted: int = 0
    recalled: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.recalled / self.planted if self.planted else 1.0

    def add(self, other: Hits) -> None:
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def main() -> None:
    rows = asyncio.run(measure())
