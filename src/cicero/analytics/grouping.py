"""What posts are gathered by: first into bins, then the few bins into groups.

A bin is a day or an hour of the week by the zone's clock, yet no time zone is looked up for any post: while
an offset from UTC holds, days, hours and weeks are whole ones counted from some midnight, and `periods` says
which midnight from when on. The SQL here is the whitelist of the compiler.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec import Struct

from cicero.analytics.query import Dimension
from cicero.metrics import Basis
from cicero.periods import Period, Unit, bucket_starts, midnights, offsets

NOON = "bin + interval '12 hours'"
"""Noon lies in its day whenever the clock is turned; a midnight may be skipped, or come twice."""

PLATFORM_OF_PATTERN = "case when p.pattern < 64 then 'instagram' else 'tiktok' end"
"""Instead of the column `platform`, which the index leaves out to stay small."""

INTERACTIONS_OF_POST = "(p.likes + p.comments + case when p.pattern >= 64 then p.shares else 0 end)"
"""Unknown as soon as one part of it is. From the index, which tells the network by the pattern."""

COLUMNS = {
    "account": "p.account_id", "platform": PLATFORM_OF_PATTERN, "kind": "p.kind", "hashtag": "t.tag",
    "mention": "t.tag",
}  # fmt: skip
SERIES: tuple[Unit, ...] = ("day", "week", "month")
SIGNS: dict[Dimension, str] = {"hashtag": "#", "mention": "@"}

AGES: tuple[tuple[str, timedelta], ...] = (
    ("0-1h", timedelta(hours=1)), ("1-3h", timedelta(hours=3)), ("3-6h", timedelta(hours=6)),
    ("6-12h", timedelta(hours=12)), ("12-24h", timedelta(days=1)), ("1-2d", timedelta(days=2)),
    ("2-3d", timedelta(days=3)), ("3-7d", timedelta(days=7)), ("7-14d", timedelta(days=14)),
    ("14-28d", timedelta(days=28)), ("28d+", timedelta.max),
)  # fmt: skip
CAPTION_LENGTHS: tuple[tuple[str, float], ...] = (
    ("0", 1), ("1-49", 50), ("50-124", 125), ("125-299", 300), ("300-599", 600), ("600-1199", 1200),
    ("1200+", float("inf")),
)  # fmt: skip
"""In characters; Instagram shows the first 125 of a caption before it is opened."""
VIDEO_LENGTHS: tuple[tuple[str, float], ...] = (
    ("0-15s", 15), ("15-30s", 30), ("30-60s", 60), ("60-90s", 90), ("90-180s", 180), ("180-600s", 600),
    ("600s+", float("inf")),
)  # fmt: skip
BANDS: dict[Dimension, tuple[str, ...]] = {
    "post_age": tuple(name for name, _ in AGES),
    "caption_length": tuple(name for name, _ in CAPTION_LENGTHS),
    "video_length": tuple(name for name, _ in VIDEO_LENGTHS),
}
"""Names of the bands in order; the first value of each belongs to it, the last to the next."""


class Grouping(Struct, frozen=True, kw_only=True):
    """`bin` is SQL over a row `p` of `post` (`t` of `tag`, `s` of a look), `key` is SQL over `bin`."""

    bin: str = "0"
    key: str = "bin"
    sign: str | None = None
    """Of the tags that posts are joined with, if any."""
    parameters: dict[str, Any] = {}


def grouping(by: Dimension | None, period: Period, basis: Basis = "published") -> Grouping:
    """How to group by that dimension over that period; what was gained has the time of the look at it."""
    at = "p.published_at" if basis == "published" else "s.observed_at"
    if by is None:
        return Grouping()
    if by in SERIES:
        return _series(by, period, at)
    if by in ("weekday", "hour", "hour_of_week"):
        return _of_clock(by, period, at)
    if by in BANDS:
        return _banded(by, "p.observed_at" if basis == "published" else "s.observed_at")
    return Grouping(bin=COLUMNS[by], sign=SIGNS.get(by))


def _series(unit: Unit, period: Period, at: str) -> Grouping:
    """Buckets are numbered from 1. Days and weeks are counted, which is less than to look for them."""
    day = _begin("1 day", period, at)
    if unit == "month" or not _counts_days(period):
        key = f"greatest(width_bucket({NOON}, %(starts)b::timestamptz[]), 1)"
        return Grouping(bin=day, key=key, parameters={"starts": list(bucket_starts(period, unit))})
    days = f"date_part('day', {NOON} - %(start)s::timestamptz)::int"
    if unit == "day":
        return Grouping(bin=day, key=f"{days} + 1")
    return Grouping(
        bin=day, key=f"({days} + %(begun)s::int) / 7 + 1", parameters={"begun": period.first.weekday()}
    )


def _counts_days(period: Period) -> bool:
    """Whether the nth noon is n times 24 hours after the start and some: not where a day was left out."""
    seconds = [offset for _, offset in offsets(period)]
    return max(seconds) - min(seconds) < timedelta(hours=12).total_seconds()


def _of_clock(by: Dimension, period: Period, at: str) -> Grouping:
    hour, day, week = (_begin(length, period, at) for length in ("1 hour", "1 day", "7 days"))
    if by == "weekday":
        return Grouping(bin=f"{day} - {week}", key="(extract(epoch from bin) / 86400)::int")
    since = day if by == "hour" else week
    return Grouping(bin=f"{hour} - {since}", key="(extract(epoch from bin) / 3600)::int")


def _banded(by: Dimension, seen_at: str) -> Grouping:
    """A band's number from 0; unknown stays unknown."""
    value, kind, edges = {
        "post_age": (f"{seen_at} - p.published_at", "interval", [edge for _, edge in AGES[:-1]]),
        "caption_length": ("length(p.caption)", "int", [int(edge) for _, edge in CAPTION_LENGTHS[:-1]]),
        "video_length": ("p.duration", "real", [edge for _, edge in VIDEO_LENGTHS[:-1]]),
    }[by]
    return Grouping(bin=f"width_bucket({value}, %(edges)b::{kind}[])", parameters={"edges": edges})


def on_weekday(period: Period) -> str:
    """SQL: whether a post was published on a weekday, 0 Monday to 6 Sunday."""
    since_monday = f"{_begin('1 day', period)} - {_begin('7 days', period)}"
    return f"{since_monday} = make_interval(days => %(weekday)s::int)"


def in_hour(period: Period) -> str:
    """SQL: whether a post was published in an hour of the day."""
    since_midnight = f"{_begin('1 hour', period)} - {_begin('1 day', period)}"
    return f"{since_midnight} = make_interval(hours => %(hour)s::int)"


def day_of(at: str, period: Period) -> str:
    """SQL for the beginning of the day of an instant."""
    return _begin("1 day", period, at)


def clock(period: Period) -> dict[str, Any]:
    """The parameters that `_begin` names."""
    parameters: dict[str, Any] = {}
    for number, (since, midnight) in enumerate(midnights(period)):
        parameters |= {f"turn{number}": since, f"midnight{number}": midnight}
    return parameters


def _begin(length: str, period: Period, at: str = "p.published_at") -> str:
    """SQL for the beginning of the hour, day or week of an instant, by the clock of then."""
    last = len(midnights(period)) - 1
    if last == 0:
        origin = "%(midnight0)s::timestamptz"
    else:
        whens = (
            f"when {at} < %(turn{n + 1})s::timestamptz then %(midnight{n})s::timestamptz" for n in range(last)
        )
        origin = f"case {' '.join(whens)} else %(midnight{last})s::timestamptz end"
    return f"date_bin(interval '{length}', {at}, {origin})"
