"""What posts are gathered by: first into bins, then the few bins into groups.

A bin is found from a post's own columns without any time zone; the zone's rules, as instants that
`periods` worked out, are applied to the bins only. The SQL here is the whitelist of the compiler.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from cicero.analytics.query import Dimension
from cicero.periods import Period, Unit, bin_minutes, bucket_starts, hour_marks, offsets

BIN = "date_bin(%(bin)s::interval, p.published_at, %(origin)s::timestamptz)"
BUCKET = "width_bucket({at}, %(starts)s::timestamptz[])"
COLUMNS = {"account": "p.account_id", "platform": "p.platform", "kind": "p.kind"}
MONDAY = 72
"""1970 began on a Thursday, 72 hours after the Monday before."""


class Grouping(Struct, frozen=True, kw_only=True):
    """`bin` is SQL over a row `p` of `post` (and `t` of `post_tag`), `key` is SQL over `bin`."""

    bin: str = "0"
    key: str = "bin"
    tagged: bool = False
    parameters: dict[str, Any] = {}


def grouping(by: Dimension | None, period: Period) -> Grouping:
    """How to group by that dimension over that period."""
    if by in ("day", "week", "month"):
        return _by_bucket(period, by)
    if by == "hour_of_week":
        return _by_hour_of_week(period)
    if by == "hashtag":
        return Grouping(bin="t.tag", tagged=True)
    return Grouping(bin=COLUMNS[by]) if by else Grouping()


def _by_bucket(period: Period, unit: Unit) -> Grouping:
    starts = bucket_starts(period, unit)
    return Grouping(
        bin=BIN, key=BUCKET.format(at="bin"), parameters={"starts": list(starts), **_bins(starts, 1440)}
    )


def _by_hour_of_week(period: Period) -> Grouping:
    return Grouping(
        bin=BIN, key=hour_of_week("bin"), parameters={**_bins(hour_marks(period), 60), **clock(period)}
    )


def hour_of_week(at: str) -> str:
    """SQL for an instant's hour of the week, 0 to 167 from Monday midnight; needs `clock`'s parameters."""
    offset = f"(%(offsets)s::bigint[])[width_bucket({at}, %(turns)s::timestamptz[])]"
    return f"mod((floor(extract(epoch from {at}))::bigint + {offset}) / 3600 + {MONDAY}, 168)"


def clock(period: Period) -> dict[str, Any]:
    """From which instants which offsets of the zone hold over the period."""
    turns = offsets(period)
    return {"turns": [instant for instant, _ in turns], "offsets": [offset for _, offset in turns]}


def _bins(starts: Sequence[datetime], at_most: int) -> dict[str, Any]:
    """Bins counted from the first start that none of the others cuts."""
    return {"bin": timedelta(minutes=min(at_most, bin_minutes(starts))), "origin": starts[0]}
