"""How the statements of this room count days and hours by a zone's clock, which no row looks up."""

from __future__ import annotations

from typing import Any

from cicero.periods import Period, midnights


def clock(period: Period) -> dict[str, Any]:
    """`turns` and `midnights`: from when on days are whole ones from which Monday's midnight."""
    found = midnights(period)
    return {"turns": [since for since, _ in found], "midnights": [midnight for _, midnight in found]}
