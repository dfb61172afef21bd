"""Well-known statistics in a few lines each, over plain numbers: no database, no dates, no accounts.

What is usual of some weeks and how far a day is from it, tests and what chance explains. Robust ones, because
one viral post must not decide what is usual. How single values lie is told by `distribution`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, groupby
from math import copysign, erfc, log1p, sqrt
from statistics import NormalDist

from msgspec import Struct

from cicero.analytics.distribution import median, quantile

NORMAL = 1.4826
"""A normal distribution's standard deviation is so many times its median absolute deviation."""
SAME_WEEKDAYS = 24
"""How many of a weekday it takes until its own median counts as much as that of all days."""
SIGNIFICANT = 2.576
"""|z| of a trend that is believed: one in a hundred by chance."""
TAIL = 0.025
CUT = 2.5
DRAWN_IN = 0.9776
"""What the variance of a normal distribution drawn in to 2.5 deviations is of the whole."""
EXACT = 200


Point = tuple[float, float]
"""A day and a value."""


class Sample(Struct, frozen=True):
    """The mean `value` of `weight` things on a day; days are numbered from a Monday on."""

    day: int
    value: float
    weight: float = 1.0


class Baseline(Struct, frozen=True, kw_only=True):
    """What is usual: `level` on day `middle`, `slope` a day, and what each weekday (from Monday) adds.

    `scale` is the usual deviation of one thing, below that and above; `n` things on so many `days` tell it.
    """

    level: float
    middle: float
    slope: float
    weekdays: tuple[float, ...]
    scale: tuple[float, float]
    n: float
    days: int

    def at(self, day: int) -> float:
        return self.level + self.slope * (day - self.middle) + self.weekdays[day % 7]


def baseline(samples: Sequence[Sample], least_scale: float, weeks: Sequence[Point] | None = None) -> Baseline:
    """The usual of some weeks: robust level and trend, weekdays shrunk towards it, the deviation around it.

    At least two samples. The scale is never below `least_scale`, lest a very steady account cries wolf.
    `weeks` are the values of `middles`, for who has them from the weeks before already.
    """
    level, middle, slope = _trend(samples, weeks or list(middles(samples).values()))
    straight = [value - level for value in _levelled(samples, middle, slope)]
    weekdays = _weekdays(samples, straight)
    residuals = [
        (value - weekdays[sample.day % 7]) * sqrt(sample.weight)
        for sample, value in zip(samples, straight, strict=True)
    ]
    below, above = spread(residuals)
    return Baseline(
        level=level,
        middle=middle,
        slope=slope,
        weekdays=weekdays,
        scale=(max(below, least_scale), max(above, least_scale)),
        n=sum(sample.weight for sample in samples),
        days=len(samples),
    )


def drawn_in(usual: Baseline, deviation: float, weight: float) -> float:
    """The deviation of a mean of `weight` things, as if it were never farther off than 2.5 deviations."""
    farthest = CUT * usual.scale[deviation > 0] / sqrt(weight)
    return deviation if abs(deviation) < farthest else copysign(farthest, deviation)


def score(usual: Baseline, deviation: float, weight: float) -> float:
    """How many standard errors the mean of `weight` things deviates from the usual.

    The modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers, 1993), who call 3.5 an
    outlier. The baseline is a median itself, which is known to about sqrt(pi / 2n).
    """
    scale = usual.scale[deviation > 0]
    return as_normal(deviation / (scale * sqrt(1 / weight + 1.571 / usual.n)), usual.days - 1)


def may_reach(usual: Baseline, deviation: float, weight: float, least: float) -> bool:
    """Whether the score can be `least` or more, either way: it is never farther off than Student's t is."""
    farthest = least * usual.scale[deviation > 0] * sqrt(1 / weight + 1.571 / usual.n)
    return abs(deviation) >= farthest * 0.999999


def as_normal(t: float, freedom: int) -> float:
    """The normal deviate that is as unlikely as Student's `t`: a scale from few days is uncertain itself.

    Wallace's approximation (1959), good to some hundredths from 3 degrees of freedom on.
    """
    return copysign((8 * freedom + 1) / (8 * freedom + 3) * sqrt(freedom * log1p(t * t / freedom)), t)


def spread(residuals: Sequence[float]) -> tuple[float, float]:
    """Standard deviations below and above the middle that single outliers do not move, yet tails do.

    The larger of two estimates each: one with all values drawn in to 2.5 deviations by the median absolute
    one (Huber, Robust Statistics, 1981), and how far the lowest and the highest 2.5 % lie away: 1.96
    deviations where things are normal, and more where one day in twenty is unlike the others.
    """
    ordered = sorted(residuals)
    middle = quantile(ordered, 0.5)
    far = (CUT * NORMAL * median([abs(value - middle) for value in ordered])) ** 2
    squares = [(value - middle) ** 2 for value in ordered]
    whole = sqrt(sum([square if square < far else far for square in squares]) / len(ordered) / DRAWN_IN)
    below, above = middle - quantile(ordered, TAIL), quantile(ordered, 1 - TAIL) - middle
    return max(whole, below / 1.96), max(whole, above / 1.96)


def middles(samples: Iterable[Sample]) -> dict[int, Point]:
    """Of each week (numbered) with samples, which come in order: the median day and the median value."""
    weeks = {number: list(week) for number, week in groupby(samples, key=lambda sample: sample.day // 7)}
    return {
        number: (median([sample.day for sample in week]), median([sample.value for sample in week]))
        for number, week in weeks.items()
    }


def _trend(samples: Sequence[Sample], weeks: Sequence[Point]) -> tuple[float, float, float]:
    """(level, the day on which it holds, slope a day).

    The slope is that of Theil and Sen (the median of the slopes between all pairs) through the medians of the
    weeks, and 0 unless Mann's and Kendall's test says that there is one.
    """
    middle = median([day for day, _ in weeks])
    slope = _slope(weeks)
    return median(_levelled(samples, middle, slope)), middle, slope


def _levelled(samples: Sequence[Sample], middle: float, slope: float) -> list[float]:
    """The values without the trend."""
    if slope == 0:
        return [sample.value for sample in samples]
    return [sample.value - slope * (sample.day - middle) for sample in samples]


def _slope(points: Sequence[Point]) -> float:
    values = [value for _, value in points]
    rises = sum([(late > early) - (late < early) for early, late in combinations(values, 2)])
    n = len(points)
    deviation = sqrt(n * (n - 1) * (2 * n + 5) / 18)
    if n < 5 or abs(rises) - 1 < SIGNIFICANT * deviation:
        return 0.0
    pairs = combinations(points, 2)
    return median([(late - early) / (then - first) for (first, early), (then, late) in pairs])


def _weekdays(samples: Sequence[Sample], straight: Sequence[float]) -> tuple[float, ...]:
    found: list[list[float]] = [[] for _ in range(7)]
    for sample, value in zip(samples, straight, strict=True):
        found[sample.day % 7].append(value)
    return tuple(shrunk(median(values), len(values), SAME_WEEKDAYS) if values else 0.0 for values in found)


def shrunk(value: float, n: float, k: float) -> float:
    """A mean of `n` drawn towards 0 as if `k` more had been seen there (James and Stein, 1961)."""
    return value * n / (n + k)


def tail(z: float) -> float:
    """How likely a normal deviate is to be at least `z`."""
    return erfc(z / sqrt(2)) / 2


def rank_sum_z(rank_sum: float, n: int, of: int, ties: float = 0.0) -> float:
    """How far `n` of `of` values rank above the others: the z of Mann and Whitney's test (1947).

    `rank_sum` adds up their ranks from 1 for the lowest, equal values sharing theirs; `ties` is the sum of
    t³ - t over each group of t equal values. 0 where there is nothing to compare.
    """
    others = of - n
    variance = n * others / 12 * (of + 1 - ties / (of * (of - 1))) if of > 1 else 0.0
    if variance <= 0:
        return 0.0
    above = rank_sum - n * (of + 1) / 2
    return (above - (above > 0) * 0.5 + (above < 0) * 0.5) / sqrt(variance)


def discoveries(chances: Sequence[float], rate: float) -> list[bool]:
    """Which findings to believe so that at most `rate` of them are expected to be false.

    `chances` says how likely each is by chance alone. The procedure of Benjamini and Hochberg (1995).
    """
    ordered = sorted(chances)
    below = [p for place, p in enumerate(ordered, 1) if p <= rate * place / len(ordered)]
    return [bool(below) and p <= below[-1] for p in chances]


def least_median_place(n: int) -> int | None:
    """Which of `n` values in order (from 1) the median is at least, 95 times in 100; None where none is.

    The sign test turned around (Conover, Practical Nonparametric Statistics): exact by the binomial
    distribution up to 200 values, by the normal one beyond.
    """
    if n > EXACT:
        return int(n / 2 - 0.8224 * sqrt(n))
    reached, ways, place = 0.0, 1.0, 0
    half = 0.5**n
    while reached + ways * half <= 0.05:
        reached += ways * half
        ways = ways * (n - place) / (place + 1)
        place += 1
    return place or None


def deviate(chance: float) -> float:
    """The z that a normal deviate exceeds with that chance: `tail` turned around."""
    return -NormalDist().inv_cdf(max(chance, 1e-300))
