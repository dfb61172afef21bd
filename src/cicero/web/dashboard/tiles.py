"""The key figures: value, change, shape, how many posts each rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from cicero.analytics import Figure, Result
from cicero.language import Language
from cicero.metrics import Metric
from cicero.web.dashboard.change import Change, change
from cicero.web.dashboard.fetched import values_of
from cicero.web.dashboard.findings import TILES
from cicero.web.dashboard.sparkline import Sparkline, sparkline


class Tile(Struct, frozen=True, kw_only=True):
    metric: Metric
    figure: Figure
    change: Change | None
    sparkline: Sparkline


def tiles(
    result: Result, until: datetime | None, language: Language, names: Iterable[str] = TILES
) -> tuple[Tile, ...]:
    return tuple(_tile(result, result.query.metrics.index(name), until, language) for name in names)


def _tile(result: Result, index: int, until: datetime | None, language: Language) -> Tile:
    metric = result.metrics[index]
    figure = result.totals.figures[index]
    values = values_of(result, result.rows, index, until) if figure.value is not None else []
    return Tile(
        metric=metric,
        figure=figure,
        change=change(result, index, language),
        sparkline=sparkline(values, from_zero=metric.source == "post"),
    )
