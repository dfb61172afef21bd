"""What a series says of days after the last fetch: nothing. No posts are known of them, which is not none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cicero.analytics import Result, Row
from cicero.periods import local_date

Value = float | int | None


def values_of(result: Result, rows: Sequence[Row], index: int) -> list[Value]:
    """One value per bucket; unknown where the bucket begins after the newest fetch behind the result."""
    if result.as_of is None:
        return [row.figures[index].value for row in rows]
    last = local_date(result.as_of[1], result.query.period.zone)
    return [None if _after(row, last) else row.figures[index].value for row in rows]


def _after(row: Row, day: date) -> bool:
    return isinstance(row.key, date) and row.key > day
