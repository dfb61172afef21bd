"""Counts of a post at an age: what a sample at another moment says of it. Plain functions, no database.

Ages are hours since publication. Counts are looked at now and then, so most ages lie between two samples.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

Curve = Sequence[tuple[float, int]]
"""(age, count) in order of age, of one counter, where it is known."""

SETTLED = 30 * 24.0
"""From this age on a post is compared as it stands: counts hardly move any more."""

NEAR = 1.25
"""A sample speaks for an age up to a quarter away from it."""

WIDEST = 2.5
"""Between two samples a count is read off a straight line, where the later is at most so often as old."""


def count_at(curve: Curve, age: float) -> float | None:
    """The count at that age; None where no sample is near enough to say."""
    place = bisect_left(curve, (age, -1))
    later = curve[place] if place < len(curve) else None
    earlier = curve[place - 1] if place else None
    if later is None:
        return earlier[1] if earlier is not None and earlier[0] * NEAR >= age else None
    if later[0] == age:
        return later[1]
    if earlier is None:
        return later[1] if later[0] <= age * NEAR else None
    if later[0] > earlier[0] * WIDEST and later[1] != earlier[1]:
        return _nearer(earlier, later, age)
    part = (age - earlier[0]) / (later[0] - earlier[0])
    return earlier[1] + part * (later[1] - earlier[1])


def _nearer(earlier: tuple[float, int], later: tuple[float, int], age: float) -> float | None:
    """Far from each other, each sample speaks only for the ages near it."""
    if earlier[0] * NEAR >= age:
        return earlier[1]
    return later[1] if later[0] <= age * NEAR else None
