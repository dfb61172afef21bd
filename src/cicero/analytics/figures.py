"""Numerator, denominator and known posts made into a figure. The only place that divides."""

from __future__ import annotations

from cicero.analytics.result import Figure
from cicero.metrics import Metric

Number = int | float
Parts = tuple[Number | None, Number | None, int]
"""Numerator, denominator, and how many posts are known."""


def figure(metric: Metric, parts: Parts, of: int, days: int) -> Figure:
    """The metric's value over `of` posts that were published on `days` days.

    A count over no posts is 0, truly: nothing was published. A rate over no posts is unknown, and so is
    everything else of which not one post is known.
    """
    return Figure(_value(metric, parts, of, days), parts[2], of)


def _value(metric: Metric, parts: Parts, of: int, days: int) -> Number | None:
    numerator, denominator, known = parts
    if metric.per_day:
        return (numerator or 0) / days if days else None
    if of == 0 and metric.unit == "count" and metric.source == "post":
        return 0
    if numerator is None or known == 0:
        return None
    if metric.denominator is not None:
        if not denominator:
            return None
        numerator = numerator / denominator
    return numerator * 100 if metric.unit == "percent" else numerator


def empty(metric: Metric, days: int) -> Figure:
    """The figure of a group without posts."""
    return figure(metric, (None, None, 0), 0, days)
