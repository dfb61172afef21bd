"""What a series says of days of which nothing is known: nothing. Unknown is not none.

They lie after the last fetch, or before the earliest post that is known of these accounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from cicero.analytics import Result, Row
from cicero.periods import Unit, local_date, next_bucket

Value = float | int | None


def values_of(result: Result, rows: Sequence[Row], index: int) -> list[Value]:
    """One value per bucket, unknown where the whole bucket is."""
    return [row.figures[index].value if _is_known(result, row) else None for row in rows]


def _is_known(result: Result, row: Row) -> bool:
    if not isinstance(row.key, date):
        return True
    zone, unit = result.query.period.zone, cast("Unit", result.query.by)
    if result.as_of and row.key > local_date(result.as_of[1], zone):
        return False
    since = result.history_since
    return since is None or next_bucket(row.key, unit) > local_date(since, zone)
