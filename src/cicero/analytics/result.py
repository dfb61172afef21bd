"""The answer: figures with how many posts each rests on, how fresh they are and how far to trust them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import Struct

from cicero.analytics.query import Query
from cicero.metrics.metric import Metric

Key = date | str | int | tuple[int, int] | None
"""day, week, month: first day · weekday: 1-7 · hour: 0-23 · hour_of_week: (weekday, hour) · account: id ·
platform, kind, hashtag, mention, bands: text. None: not known (a post whose kind the source did not say)."""


# Nothing in figures and rows leads back to them, and looking for it takes longer than making them (gc).
class Figure(Struct, frozen=True, gc=False):
    """`value` rests on `n` of `of` rows (posts, or accounts for account metrics); None is unknown."""

    value: float | int | None
    n: int
    of: int


class Row(Struct, frozen=True, gc=False):
    key: Key
    figures: tuple[Figure, ...]
    """One per metric of the query, in its order."""


class Result(Struct, frozen=True, kw_only=True):
    query: Query
    metrics: tuple[Metric, ...]
    totals: Row
    """The whole period, ungrouped; its key is None."""
    rows: tuple[Row, ...] = ()
    """One per group; empty when the query does not group. A series has every bucket of the period."""
    compared_totals: Row | None = None
    compared_rows: tuple[Row, ...] = ()
    as_of: tuple[datetime, datetime] | None = None
    """Oldest and newest fetch behind the figures; None when there are none."""
    history_since: datetime | None = None
    """The earliest post known of these accounts."""
    follower_gap: timedelta | None = None
    """Where followers are asked for: the longest time of the period, as far as it has passed, in which an
    account had no sample. The whole of it for an account without any; None when nothing was asked."""
    names: dict[int, str] = {}
    """`platform:handle` of the accounts that are keys, as a question may name them."""
