"""How values lie: the middle of them, quantiles, and what stands out. Plain statistics, no database."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import log

LEAST_FOR_SPREAD = 20
"""Values below which nothing is said to stand out."""

MIDDLE_HALF = 1.349
"""Standard deviations between the quartiles of a normal distribution."""


def middle_mean(ordered: Sequence[float]) -> float:
    """The mean of values in order without the top and the bottom quarter; of at least one."""
    cut = len(ordered) // 4
    middle = ordered[cut : len(ordered) - cut]
    return sum(middle) / len(middle)


def median(values: Sequence[float]) -> float:
    """Of at least one."""
    ordered, half = sorted(values), len(values) // 2
    high = ordered[half]
    if len(ordered) % 2:
        return high
    low = ordered[half - 1]
    return low + (high - low) / 2


def quantile(ordered: Sequence[float], part: float) -> float:
    """Of values in order, at least one; straight between two of them, as PostgreSQL's `percentile_cont`."""
    place = part * (len(ordered) - 1)
    low = int(place)
    if low + 1 == len(ordered):
        return ordered[low]
    return ordered[low] + (ordered[low + 1] - ordered[low]) * (place - low)


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile; of at least one."""
    ordered = sorted(values)
    return quantile(ordered, 0.25), quantile(ordered, 0.5), quantile(ordered, 0.75)


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
