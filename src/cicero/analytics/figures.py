"""Numerator, denominator and known posts made into a figure. The only place that divides."""

from __future__ import annotations

from cicero.analytics.result import Figure
from cicero.metrics import Basis, Metric

Number = int | float
Parts = tuple[Number | None, Number | None, int]
"""Numerator, denominator, and how many posts are known."""


def figure(metric: Metric, parts: Parts, of: int, days: int, basis: Basis = "published") -> Figure:
    """The metric's value over `of` posts that were published on `days` days.

    Over no posts it is what the metric's `empty` says: a count is 0, truly, for nothing was published. What
    was gained is unknown then, because unchanged and not looked at cannot be told apart. So is everything
    else of which not one post is known.
    """
    return Figure(_value(metric, parts, of, days, basis), parts[2], of)


def _value(metric: Metric, parts: Parts, of: int, days: int, basis: Basis) -> Number | None:
    numerator, denominator, known = parts
    if metric.per_days is not None:
        return (numerator or 0) / days * metric.per_days if days else None
    if of == 0:
        return 0 if metric.empty == "zero" and basis == "published" else None
    if numerator is None or known == 0:
        return None
    if metric.denominator is not None:
        if not denominator:
            return None
        numerator = numerator / denominator
    return numerator * 100 if metric.unit == "percent" else numerator


def empty(metric: Metric, days: int, basis: Basis = "published") -> Figure:
    """The figure of a group without posts."""
    return figure(metric, (None, None, 0), 0, days, basis)
