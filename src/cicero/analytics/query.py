"""The question: which accounts, which metrics, which period, on which basis, how grouped, how filtered."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

from cicero.errors import InputError
from cicero.metrics import BASES, Basis
from cicero.periods import Period
from cicero.records import COUNTED, KINDS, Kind, Range

Dimension = Literal[
    "day", "week", "month", "weekday", "hour", "hour_of_week", "account", "platform", "kind", "hashtag",
    "mention", "post_age", "caption_length", "video_length",
]  # fmt: skip
DIMENSIONS: tuple[Dimension, ...] = (
    "day", "week", "month", "weekday", "hour", "hour_of_week", "account", "platform", "kind", "hashtag",
    "mention", "post_age", "caption_length", "video_length",
)  # fmt: skip
TAGGED: tuple[Dimension, ...] = ("hashtag", "mention")
"""In these a post stands in several groups."""

HOURS_OF_PUBLICATION: tuple[Dimension, ...] = ("hour", "hour_of_week")


class Filters(Struct, frozen=True, kw_only=True):
    """Only posts that match all that is given; empty means no restriction."""

    kinds: tuple[Kind, ...] = ()
    hashtag: str | None = None
    mention: str | None = None
    text: str | None = None
    """Part of the caption, whatever case and accents; every caption of the period is read for it."""
    counts: tuple[Range, ...] = ()
    weekday: int | None = None
    """1 Monday … 7 Sunday, in the period's zone."""
    hour: int | None = None
    """0 … 23, in the period's zone."""


class Query(Struct, frozen=True, kw_only=True):
    """`accounts` are ids already checked against what the signed-in person may see."""

    accounts: tuple[int, ...]
    metrics: tuple[str, ...]
    period: Period
    basis: Basis = "published"
    compare: Period | None = None
    by: Dimension | None = None
    filters: Filters = Filters()


def check(query: Query) -> Query:
    """The query with each account once; InputError for what no query can mean.

    The one place where that is done: whatever asks the database for a Query's posts begins here.
    """
    if query.basis not in BASES:
        raise InputError(f"There is no basis {query.basis!r}.", f"Use one of {', '.join(BASES)}.")
    if query.by is not None and query.by not in DIMENSIONS:
        raise InputError(f"Nothing can be grouped by {query.by!r}.", f"Use one of {', '.join(DIMENSIONS)}.")
    if query.basis == "gained" and query.by in HOURS_OF_PUBLICATION:
        raise InputError(
            f"What was gained cannot be grouped by {query.by}: counts are looked at some times a day, and "
            "the "
            "hour of a look says nothing of the hour in which people responded.",
            "Group by day or weekday, or use basis=published.",
        )
    _check_filters(query.filters)
    return msgspec.structs.replace(query, accounts=tuple(dict.fromkeys(query.accounts)))


def _check_filters(filters: Filters) -> None:
    if filters.weekday is not None and filters.weekday not in range(1, 8):
        raise InputError(f"There is no weekday {filters.weekday}.", "Use 1 (Monday) to 7 (Sunday).")
    if filters.hour is not None and filters.hour not in range(24):
        raise InputError(f"There is no hour {filters.hour}.", "Use 0 to 23.")
    for kind in filters.kinds:
        if kind not in KINDS:
            raise InputError(f"There is no kind of post named {kind!r}.", f"Use some of {', '.join(KINDS)}.")
    for range_ in filters.counts:
        if range_.count not in COUNTED:
            raise InputError(
                f"Posts cannot be chosen by {range_.count!r}.", f"Use some of {', '.join(COUNTED)}."
            )
        if range_.least is not None and range_.most is not None and range_.least > range_.most:
            raise InputError(
                f"No post has at least {range_.least} and at most {range_.most} {range_.count}.",
                "Give the smaller number as the least.",
            )
