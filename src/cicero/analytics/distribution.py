"""How values lie: the middle of them, and what stands out. Plain statistics, no database."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import log
from statistics import quantiles

from cicero.analytics.statistics import quantile

LEAST_FOR_SPREAD = 20
"""Values below which nothing is said to stand out."""

MIDDLE_HALF = 1.349
"""Standard deviations between the quartiles of a normal distribution."""


def middle_mean(ordered: Sequence[float]) -> float:
    """The mean of values in order without the top and the bottom quarter; of at least one."""
    cut = len(ordered) // 4
    middle = ordered[cut : len(ordered) - cut]
    return sum(middle) / len(middle)


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile, as PostgreSQL's `percentile_cont`; of at least one."""
    if len(values) == 1:
        return values[0], values[0], values[0]
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return low, middle, high


def log_deviation(actual: float, expected: float, ordered: Sequence[float], floor: float) -> float | None:
    """How far actual ÷ expected is from 1, in standard deviations of the logarithms of the counts in order.

    The deviation is told by their quartiles, which the very outliers that it is to find do not move. None
    where they are too few, or the middle half of them the same. Counts below the floor are taken for it.
    """
    if len(ordered) < LEAST_FOR_SPREAD:
        return None
    low, high = (max(quantile(ordered, part), floor) for part in (0.25, 0.75))
    if high == low:
        return None
    return MIDDLE_HALF * log(max(actual, floor) / max(expected, floor)) / log(high / low)


def percentile_rank(value: float, ordered: Sequence[float]) -> float:
    """How many per cent of the others, in order, lie below; equal ones count half. Of at least one."""
    return 100 * (bisect_left(ordered, value) + bisect_right(ordered, value)) / 2 / len(ordered)


def outperformance(actual: float, expected: float, floor: float) -> float:
    """actual ÷ expected, below 1 as −expected ÷ actual; counts below the floor are taken for the floor."""
    actual, expected = max(actual, floor), max(expected, floor)
    return actual / expected if actual >= expected else -expected / actual
