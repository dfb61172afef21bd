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
    zone, unit = result.query.period.zone, cast("Unit", result.query.by)
    last = local_date(min(ends), zone) if ends else None
    since = local_date(result.history_since, zone) if result.history_since else None
    return [row.figures[index].value if _is_known(row, unit, since, last) else None for row in rows]


def _is_known(row: Row, unit: Unit, since: date | None, last: date | None) -> bool:
    if not isinstance(row.key, date):
        return True
    if last and row.key > last:
        return False
    return since is None or row.key >= since or next_bucket(row.key, unit) > since
