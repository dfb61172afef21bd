"""Numerator, denominator and known posts made into a figure. The only place that divides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cicero.analytics.result import Figure
from cicero.metrics import Basis, Metric

Number = int | float
Parts = tuple[Number | None, Number | None, int]
"""Numerator, denominator, and how many posts are known."""
Make = Callable[[Sequence[Any], int, int], tuple[Figure, ...]]


def maker(metrics: Sequence[Metric], basis: Basis) -> Make:
    """What makes the figure of each metric from what a statement told of one group.

    It is given the row (section, key, and metric after metric numerator, denominator where it has one, and
    known posts), the number of posts and the days. An answer by hashtag has tens of thousands of groups:
    counts, which are told as they are, do not go through all the cases.
    """
    places = _places(metrics)

    def make(row: Sequence[Any], of: int, days: int) -> tuple[Figure, ...]:
        return tuple([
            Figure(row[at], row[at + 1], of) if plain and of
            else figure(metric, _parts(metric, row, at), of, days, basis)
            for metric, at, plain in places
        ])  # fmt: skip

    return make


def _places(metrics: Sequence[Metric]) -> list[tuple[Metric, int, bool]]:
    """Each metric with its first column, and whether its numerator is its value."""
    places, at = [], 2
    for metric in metrics:
        places.append((metric, at, metric.unit == "count" and not metric.denominator))
        at += 3 if metric.denominator else 2
    return places


def _parts(metric: Metric, row: Sequence[Any], at: int) -> Parts:
    if metric.denominator:
        return row[at], row[at + 1], row[at + 2]
    return row[at], None, row[at + 1]


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
