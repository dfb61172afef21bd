"""What posts are gathered by: first into bins, then the few bins into groups.

A bin is a day or an hour of the week by the zone's clock, yet no time zone is looked up for any post: while
an offset from UTC holds, days, hours and weeks are whole ones counted from some midnight, and `periods` says
which midnight from when on. The SQL here is the whitelist of the compiler.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from cicero.analytics.query import Dimension
from cicero.periods import Period, bucket_starts, midnights

NOON = "bin + interval '12 hours'"
"""Noon lies in its day whenever the clock is turned; a midnight may be skipped, or come twice."""

PLATFORM_OF_PATTERN = "case when p.pattern < 64 then 'instagram' else 'tiktok' end"
"""Instead of the column `platform`, which the index leaves out to stay small."""

COLUMNS = {"account": "p.account_id", "platform": PLATFORM_OF_PATTERN, "kind": "p.kind", "hashtag": "t.tag"}


class Grouping(Struct, frozen=True, kw_only=True):
    """`bin` is SQL over a row `p` of `post` (and `t` of `post_tag`), `key` is SQL over `bin`."""

    bin: str = "0"
    key: str = "bin"
    tagged: bool = False
    parameters: dict[str, Any] = {}


def grouping(by: Dimension | None, period: Period) -> Grouping:
    """How to group by that dimension over that period."""
    if by is None:
        return Grouping()
    if by in ("day", "week", "month"):
        return Grouping(
            bin=_begin("1 day", period),
            key=f"greatest(width_bucket({NOON}, %(starts)b::timestamptz[]), 1)",
            parameters={"starts": list(bucket_starts(period, by))},
        )
    if by == "hour_of_week":
        bin = f"{_begin('1 hour', period)} - {_begin('7 days', period)}"
        return Grouping(bin=bin, key="(extract(epoch from bin) / 3600)::int")
    return Grouping(bin=COLUMNS[by], tagged=by == "hashtag")


def on_weekday(period: Period) -> str:
    """SQL: whether a post was published on a weekday, 0 Monday to 6 Sunday."""
    since_monday = f"{_begin('1 day', period)} - {_begin('7 days', period)}"
    return f"{since_monday} = make_interval(days => %(weekday)s::int)"


def in_hour(period: Period) -> str:
    """SQL: whether a post was published in an hour of the day."""
    since_midnight = f"{_begin('1 hour', period)} - {_begin('1 day', period)}"
    return f"{since_midnight} = make_interval(hours => %(hour)s::int)"


def clock(period: Period) -> dict[str, Any]:
    """The parameters that `_begin` names."""
    parameters: dict[str, Any] = {}
    for number, (since, midnight) in enumerate(midnights(period)):
        parameters |= {f"turn{number}": since, f"midnight{number}": midnight}
    return parameters


def _begin(length: str, period: Period) -> str:
    """SQL for the beginning of the hour, day or week in which a post was published, by the clock of then."""
    last = len(midnights(period)) - 1
    if last == 0:
        origin = "%(midnight0)s::timestamptz"
    else:
        whens = (
            f"when p.published_at < %(turn{n + 1})s::timestamptz then %(midnight{n})s::timestamptz"
            for n in range(last)
        )
        origin = f"case {' '.join(whens)} else %(midnight{last})s::timestamptz end"
    return f"date_bin(interval '{length}', p.published_at, {origin})"
