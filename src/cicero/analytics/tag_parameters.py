"""How a question about tags is put to `tag_use`: minutes since 1970, and the years in which they lie."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from cicero.db import as_array
from cicero.periods import Period

Sign = Literal["#", "@"]


def tag_parameters(
    accounts: Sequence[int], period: Period, sign: Sign, compare: Period | None = None
) -> dict[str, Any]:
    """The parameters of every statement about tags; `compare` widens the years."""
    spans = [period, compare or period]
    return {
        "accounts": as_array(dict.fromkeys(accounts)),
        "sign": sign,
        "start": minute(period.start),
        "end": minute(period.end),
        "first_year": min(span.start.year for span in spans),
        "last_year": max(span.end.year for span in spans),
        "from": period.start,
        "until": period.end,
    }


def minute(instant: datetime) -> int:
    return int(instant.timestamp() // 60)
