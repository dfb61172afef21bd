"""What a look over all rows of a CSV gathers in constant memory: times, and what is never filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from cicero.errors import FormatError
from cicero.records import PLATFORM_NAMES, Platform
from cicero.sources.files import dates
from cicero.sources.files.format import Context
from cicero.sources.files.zones import Pair, contradicts, zone_of

KEPT = 1000
ZEROS = frozenset({"", "0", "0.0", "-", "–", "n/a", "nan", "null", "none"})


class Evidence(Struct):
    """`seen` are times as written with the upload times of their posts, thinned evenly over the file.

    `orders` are the orders of day and month met.
    """

    rows: int = 0
    platforms: set[Platform] = set()
    filled: set[tuple[Platform, str]] = set()
    orders: set[dates.Order] = set()
    seen: list[tuple[str, datetime | None]] = []
    _every: int = 1

    def note_counters(self, row: Mapping[str, str], columns: Iterable[str], of: Platform | None) -> None:
        """Remember which of these columns hold a figure other than zero for posts of that platform."""
        if of is None:
            return
        self.platforms.add(of)
        for column in columns:
            if (of, column) not in self.filled and row.get(column, "").lower() not in ZEROS:
                self.filled.add((of, column))

    def note_time(self, text: str, uploaded_at: datetime | None) -> None:
        if self.rows % self._every == 0:
            self.seen.append((text, uploaded_at))
            if len(self.seen) > KEPT:
                self.seen = self.seen[::2]
                self._every *= 2
        self.rows += 1
        if order := dates.order(text):
            self.orders.add(order)


def with_order(context: Context, evidence: Evidence) -> Context:
    """The context with the order of day and month, decided over all rows; FormatError where it stays open."""
    if context.date_format or not evidence.orders:
        return context
    if {"day", "month"} <= evidence.orders:
        hint = "Are they two exports in one file? Give each its own."
        raise FormatError("Some dates put the day first and some the month.", hint)
    if evidence.orders == {"either"}:
        return msgspec.structs.replace(context, day_first=_order_by_ids(context, evidence))
    return msgspec.structs.replace(context, day_first="day" in evidence.orders)


def _order_by_ids(context: Context, evidence: Evidence) -> bool:
    """Only in the right order do the times come soon after the uploads."""
    fitting = [
        day_first
        for day_first in (True, False)
        if zone_of(dates.walls(evidence.seen, day_first), context.zone) is not None
    ]
    if len(fitting) != 1:
        example = evidence.seen[0][0]
        raise FormatError(
            f"The dates, such as {example}, could have the day or the month first.",
            'Say which in a --map file: date_format = "%d/%m/%Y".',
        )
    return fitting[0]


def with_zone(context: Context, pairs: list[Pair], likely: str | None = None) -> Context:
    """The context with a zone: the one told, else the one that the ids give away, else FormatError.

    A told zone in which most posts were published before their upload cannot be this file's: an option may
    be meant for other files of the same import.
    """
    if context.zone and not (pairs and contradicts(pairs, context.zone)):
        return context
    found = zone_of(pairs, likely)
    if context.zone:
        return _instead(context, context.zone, found)
    if found is None:
        raise FormatError(
            "The times in the file do not say their zone, and the ids of its posts do not give it away.",
            "Name it, such as --zone Asia/Jakarta.",
        )
    note = f"Times are read as {found}, found out from the ids of the posts."
    return with_note(msgspec.structs.replace(context, zone=found), note)


def _instead(context: Context, told: str, found: str | None) -> Context:
    before = f"in {told} most posts would be published before their upload"
    if found is None:
        return with_note(context, f"Times are read as {told}, but {before}: is the zone right?")
    note = f"Times are read as {found}, found out from the ids of the posts: {before}."
    return with_note(msgspec.structs.replace(context, zone=found), note)


def with_unmeasured(context: Context, evidence: Evidence, columns: Iterable[str]) -> Context:
    """The context with the counters that are zero or blank in all rows of a platform: they were not measured.

    Instagram's shares may be such a column even where TikTok's, in the same file, are filled.
    """
    names = list(columns)
    every = {(platform, column) for platform in evidence.platforms for column in names}
    empty = frozenset(every - evidence.filled)
    if not empty:
        return context
    told = dict.fromkeys(_told(evidence, *which) for which in sorted(empty))
    note = f"Zero or blank in every row, so taken as not measured: {', '.join(told)}."
    return with_note(msgspec.structs.replace(context, unmeasured=empty), note)


def _told(evidence: Evidence, platform: Platform, column: str) -> str:
    return column if len(evidence.platforms) == 1 else f"{column} ({PLATFORM_NAMES[platform]})"


def with_note(context: Context, note: str) -> Context:
    return msgspec.structs.replace(context, notes=(*context.notes, note))
