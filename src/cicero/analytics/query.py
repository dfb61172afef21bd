"""The question: which accounts, which metrics, which period, how grouped, how filtered."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cicero.periods import Period
from cicero.records import Kind

Dimension = Literal["day", "week", "month", "hour_of_week", "account", "platform", "kind", "hashtag"]
DIMENSIONS: tuple[Dimension, ...] = (
    "day", "week", "month", "hour_of_week", "account", "platform", "kind", "hashtag",
)  # fmt: skip


class Filters(Struct, frozen=True, kw_only=True):
    """Only posts that match all that is given; empty means no restriction."""

    kinds: tuple[Kind, ...] = ()
    hashtag: str | None = None
    weekday: int | None = None
    """1 Monday … 7 Sunday, in the period's zone."""
    hour: int | None = None
    """0 … 23, in the period's zone."""


class Query(Struct, frozen=True, kw_only=True):
    """`accounts` are ids already checked against what the signed-in person may see."""

    accounts: tuple[int, ...]
    metrics: tuple[str, ...]
    period: Period
    compare: Period | None = None
    by: Dimension | None = None
    filters: Filters = Filters()
