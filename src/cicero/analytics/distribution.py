"""How values lie: the middle of them, and what stands out. Plain statistics, no database."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, quantiles

from msgspec import Struct

LEAST_FOR_SPREAD = 20
"""Values below which nothing is said to stand out."""

OUTLYING = 3.5
"""The modified z-score that Iglewicz and Hoaglin (How to Detect and Handle Outliers) call an outlier."""


class Spread(Struct, frozen=True):
    """Median, and the median absolute deviation from it."""

    middle: float
    deviation: float

    def z(self, value: float) -> float:
        """The modified z-score: it is not moved by the very outliers that it is to find."""
        return 0.6745 * (value - self.middle) / self.deviation


def spread(values: Sequence[float]) -> Spread | None:
    """None where they are too few, or more than half of them the same."""
    if len(values) < LEAST_FOR_SPREAD:
        return None
    middle = median(values)
    deviation = median(abs(value - middle) for value in values)
    return Spread(middle, deviation) if deviation else None


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


def percentile_rank(value: float, others: Sequence[float]) -> float:
    """How many per cent of the others lie below, those that are equal counting half; of at least one."""
    below = sum(other < value for other in others)
    equal = sum(other == value for other in others)
    return 100 * (below + equal / 2) / len(others)


def outperformance(actual: float, expected: float, floor: float) -> float:
    """actual ÷ expected, below 1 as −expected ÷ actual; counts below the floor are taken for the floor."""
    actual, expected = max(actual, floor), max(expected, floor)
    return actual / expected if actual >= expected else -expected / actual
