"""When posts do best: by weekday and hour against what the account usually gets, honestly recommended.

    best = await best_time(connection, query.accounts, query.period)

Medians, not sums: an hour with more posts must not look better for that. An hour is recommended only where
its posts rank higher than the others by more than chance explains, tested over all hours at once; often none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from cicero.analytics.cache import cached
from cicero.analytics.clock import clock
from cicero.analytics.result import Figure
from cicero.analytics.statistics import EXACT, discoveries, least_median_place, rank_sum_z, tail
from cicero.db import Connection, as_array, fetch_all, fetch_value, sql
from cicero.periods import Period
from cicero.records import Kind

LEAST_POSTS = 3
"""With fewer an hour is never recommended."""
FALSE = 0.05
"""The part of recommendations that may be owed to chance."""
PLACES = [least_median_place(n) for n in range(1, EXACT + 1)]


class Slot(Struct, frozen=True, kw_only=True):
    """Posts of a weekday (1 Monday … 7), an hour (0 … 23) or both; None stands for all.

    `index` 1.3 means that the median post gets 1.3 times of what its account usually gets with posts of its
    kind. It is at least `low` 95 times in 100 (None: too few posts to say). `score` is how far these posts
    rank above the others, in standard errors.
    """

    weekday: int | None
    hour: int | None
    index: Figure
    low: float | None
    score: float
    recommended: bool


class BestTime(Struct, frozen=True, kw_only=True):
    """In the zone of `period`. The index of the whole says how many of the posts are known and old enough."""

    period: Period
    whole: Figure
    cells: tuple[Slot, ...]
    """All 168 by weekday and hour."""
    hours: tuple[Slot, ...]
    weekdays: tuple[Slot, ...]
    as_of: tuple[datetime, datetime] | None
    history_since: datetime | None

    @property
    def recommended(self) -> tuple[Slot, ...]:
        """Hours, weekdays and cells that stand out, the strongest first; none where nothing does."""
        every = (*self.hours, *self.weekdays, *self.cells)
        return tuple(sorted((slot for slot in every if slot.recommended), key=lambda slot: -slot.score))


class Row(Struct, frozen=True, kw_only=True):
    weekday: int | None
    hour: int | None
    n: int
    index: float | None
    low: float | None
    rank_sum: float
    ties: float
    posts: int
    oldest: datetime | None
    newest: datetime | None


@cached
async def best_time(
    connection: Connection, accounts: Sequence[int], period: Period, kinds: Sequence[Kind] = ()
) -> BestTime:
    """The best time over all posts of these accounts in the period, each against its own account's median."""
    asked = {
        "accounts": as_array(dict.fromkeys(accounts)),
        "start": period.start,
        "end": period.end,
        "kinds": list(kinds),
        "places": PLACES,
        **clock(period),
    }
    rows = await fetch_all(connection, sql(__package__, "best_time"), asked, Row)
    at = {(row.weekday, row.hour): row for row in rows}
    whole = at[None, None]
    return BestTime(
        period=period,
        whole=Figure(whole.index, whole.n, whole.posts),
        cells=_slots(at, [(weekday, hour) for weekday in range(1, 8) for hour in range(24)]),
        hours=_slots(at, [(None, hour) for hour in range(24)]),
        weekdays=_slots(at, [(weekday, None) for weekday in range(1, 8)]),
        as_of=(whole.oldest, whole.newest) if whole.oldest and whole.newest else None,
        history_since=await fetch_value(connection, sql(__package__, "history_since"), asked),
    )


def _slots(
    at: dict[tuple[int | None, int | None], Row], keys: Sequence[tuple[int | None, int | None]]
) -> tuple[Slot, ...]:
    """One for each key. Those with enough posts are tested together, the more of them the more strictly."""
    whole = at[None, None]
    scores = {
        key: rank_sum_z(at[key].rank_sum, at[key].n, whole.n, whole.ties) if key in at else 0.0
        for key in keys
    }
    tested = [key for key in keys if key in at and at[key].n >= LEAST_POSTS]
    believed = discoveries([tail(scores[key]) for key in tested], FALSE)
    recommended = {key for key, right in zip(tested, believed, strict=True) if right}
    return tuple(
        Slot(
            weekday=key[0],
            hour=key[1],
            index=Figure(at[key].index, at[key].n, whole.n) if key in at else Figure(None, 0, whole.n),
            low=at[key].low if key in at else None,
            score=scores[key],
            recommended=key in recommended,
        )
        for key in keys
    )
