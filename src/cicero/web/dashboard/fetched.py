"""What a series says of days of which nothing is known: nothing. Unknown is not none.

They lie after the last fetch, after the day until which the accounts are known (of a file: its newest post),
or before the earliest post that is known of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

from cicero.analytics import Result, Row
from cicero.periods import Unit, local_date, next_bucket

Value = float | int | None


def values_of(result: Result, rows: Sequence[Row], index: int, until: datetime | None) -> list[Value]:
    """One value per bucket, unknown where the whole bucket is. `until`: when the accounts were last known."""
    ends = [end for end in (until, result.as_of and result.as_of[1]) if end]
    last = local_date(min(ends), result.query.period.zone) if ends else None
    return [row.figures[index].value if _is_known(result, row, last) else None for row in rows]


def _is_known(result: Result, row: Row, last: date | None) -> bool:
    if not isinstance(row.key, date):
        return True
    if last and row.key > last:
        return False
    zone, unit = result.query.period.zone, cast("Unit", result.query.by)
    since = result.history_since
    return since is None or next_bucket(row.key, unit) > local_date(since, zone)
