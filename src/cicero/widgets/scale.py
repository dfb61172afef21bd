"""From values to where they stand in a plot, and the round numbers on its axis."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from msgspec import Struct

from cicero import numbers
from cicero.language import Language
from cicero.metrics.metric import Unit
from cicero.widgets.widget import Number

NEARLY = 0.8
"""Values that all lie within this share of the largest would be a flat line from zero."""


class Scale(Struct, frozen=True):
    """The numbers on the axis, upwards; the first and the last are the ends of the plot."""

    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """0 at the lower end, 1 at the upper."""
        low, high = self.ticks[0], self.ticks[-1]
        return (value - low) / (high - low)


def scale(values: Iterable[Number], parts: int, *, from_zero: bool = True, whole: bool = False) -> Scale:
    """About so many parts, each 1, 2 or 5 times a power of ten. `whole`: not less than one."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    if from_zero or low <= NEARLY * high:
        low, high = min(low, 0), max(high, 0)
    step = _step((high - low or abs(high) or 1) / parts)
    step = max(step, 1) if whole else step
    first, last = math.floor(low / step), math.ceil(high / step)
    return Scale(tuple(at * step for at in range(first, max(last, first + 1) + 1)))


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next((times * power for times in (1, 2, 5) if times * power >= least), 10 * power)


def tick_labels(ticks: Sequence[float], unit: Unit, language: Language) -> list[str]:
    """Short, unless two would then read alike."""
    decimals = max(0, -math.floor(math.log10(ticks[1] - ticks[0]) + 1e-9))
    exact = [numbers.rounded(tick, decimals, language) for tick in ticks]
    short = [
        numbers.compact(tick, language) if abs(tick) >= 10_000 else text
        for tick, text in zip(ticks, exact, strict=True)
    ]
    labels = short if len(set(short)) == len(short) else exact
    return [f"{label}%" for label in labels] if unit == "percent" else labels
