"""Counts of a post at an age: what a sample at another moment says of it. Plain functions, no database.

Ages are hours since publication. Counts are looked at now and then, so most ages lie between two samples.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

Curve = tuple[Sequence[float], Sequence[int]]
"""Ages in order, and one counter at each of them; ages at which it is unknown are left out."""

SETTLED = 30 * 24.0
"""From this age on a post is compared as it stands: counts hardly move any more."""

NEAR = 1.25
"""A sample speaks for an age up to a quarter away from it."""

WIDEST = 2.5
"""Between two samples a count is read off a straight line, where the later is at most so often as old."""


def count_at(curve: Curve, age: float) -> float | None:
    """The count at that age; None where no sample is near enough to say."""
    ages, counts = curve
    place = bisect_left(ages, age)
    if place == len(ages):
        return counts[-1] if place and ages[-1] * NEAR >= age else None
    later, after = ages[place], counts[place]
    if later == age:
        return after
    if place == 0:
        return after if later <= age * NEAR else None
    earlier, before = ages[place - 1], counts[place - 1]
    if later > earlier * WIDEST and before != after:
        # Far from each other, each sample speaks only for the ages near it.
        if earlier * NEAR >= age:
            return before
        return after if later <= age * NEAR else None
    return before + (age - earlier) / (later - earlier) * (after - before)


def counts_at(curves: Iterable[Curve], age: float) -> list[float]:
    """The counts at that age, in order, as far as known, of curves with samples.

    Each young post asks a hundred of them. What is usual stands here once more, since calling `count_at` for
    it takes longer than working it out.
    """
    found: list[float] = []
    for curve in curves:
        ages, counts = curve
        place = bisect_left(ages, age)
        if 0 < place < len(ages) and ages[place] <= (earlier := ages[place - 1]) * WIDEST:
            before = counts[place - 1]
            found.append(before + (age - earlier) / (ages[place] - earlier) * (counts[place] - before))
        elif place == 0:
            if ages[0] <= age * NEAR:
                found.append(counts[0])
        elif (count := count_at(curve, age)) is not None:
            found.append(count)
    found.sort()
    return found
