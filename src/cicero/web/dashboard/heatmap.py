"""Weekday by hour: when posts are published, and how the typical one of each hour does.

Medians, not sums: an hour with more posts must not look better for that. Hours with fewer than three posts
are hatched: their median says little.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from cicero.analytics import Figure, Result
from cicero.metrics import Metric
from cicero.web.address import Address
from cicero.web.dashboard.findings import GROUPED
from cicero.web.heatmap import ENOUGH, HOURS, WEEKDAYS, Cell, address_of, in_rows, is_chosen

LEVELS = 7
SHADES = ("typical_engagement_rate", "typical_interactions", "posts")


class Heatmap(Struct, frozen=True, kw_only=True):
    """`ranked` are the judged cells, best first; `shades` the metrics that can colour the cells."""

    metric: Metric
    shades: tuple[tuple[Metric, str], ...]
    rows: tuple[tuple[Cell, ...], ...]
    ranked: tuple[Cell, ...]
    enough: int = ENOUGH


def heatmap(result: Result, here: Address) -> Heatmap:
    shade = here["shade"] if here["shade"] in SHADES else _telling(result)
    index, least = GROUPED.index(shade), 1 if shade == "posts" else ENOUGH
    figures = {row.key: row.figures for row in result.rows}
    known = [some[index].value for some in figures.values() if _posts(some) >= least]
    scale = sorted(value for value in known if value is not None)
    cells = [
        _cell((weekday, hour), figures[weekday, hour], index, scale if least else [], least, here)
        for weekday in WEEKDAYS
        for hour in HOURS
    ]
    return Heatmap(
        metric=result.metrics[index],
        shades=tuple((result.metrics[GROUPED.index(name)], here.with_(shade=name)) for name in SHADES),
        rows=in_rows(cells),
        ranked=tuple(sorted((c for c in cells if c.level is not None), key=lambda cell: -(cell.value or 0))),
    )


def _telling(result: Result) -> str:
    """Rates level out accounts of different size; where they are unknown, the interactions themselves."""
    rate = result.totals.figures[GROUPED.index("typical_engagement_rate")]
    return "typical_engagement_rate" if rate.value is not None else "typical_interactions"


def _cell(
    place: tuple[int, int],
    figures: Sequence[Figure],
    index: int,
    scale: Sequence[float],
    least: int,
    here: Address,
) -> Cell:
    weekday, hour = place
    value, posts = figures[index].value, _posts(figures)
    return Cell(
        weekday=weekday,
        hour=hour,
        posts=posts,
        value=value,
        level=_level(value, scale) if value is not None and posts >= least else None,
        chosen=is_chosen(weekday, hour, here),
        address=address_of(weekday, hour, here),
    )


def _posts(figures: Sequence[Figure]) -> int:
    return int(figures[GROUPED.index("posts")].value or 0)


def _level(value: float, scale: Sequence[float]) -> int:
    """By rank, so that one viral hour does not turn all others pale."""
    return min(LEVELS - 1, bisect_left(scale, value) * LEVELS // max(len(scale), 1))
