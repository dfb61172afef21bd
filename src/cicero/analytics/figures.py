"""Numerator, denominator and known posts made into a figure. The only place that divides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cicero.analytics.result import Figure
from cicero.metrics import Basis, Metric

Number = int | float
Parts = tuple[Number | None, Number | None, int]
"""Numerator, denominator, and how many posts are known."""


def figures(
    metrics: Sequence[Metric], columns: Sequence[Any], of: int, days: int, basis: Basis = "published"
) -> tuple[Figure, ...]:
    """The figure of each metric from what a statement told of one group: numerator, denominator where the
    metric has one, and known posts, metric after metric."""
    found, at = [], 0
    for metric in metrics:
        # Ten thousand times for an answer by hashtag: a plain sum does not go through all the cases.
        if metric.denominator is None:
            value, known = columns[at], columns[at + 1]
            at += 2
            if not known or metric.per_days is not None or metric.unit != "count":
                value = _value(metric, (value, None, known), of, days, basis)
        else:
            value, divided, known = columns[at : at + 3]
            at += 3
            value = _value(metric, (value, divided, known), of, days, basis)
        found.append(Figure(value, known, of))
    return tuple(found)


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
