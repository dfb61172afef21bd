"""A line without axes: the shape of a figure over the period. Unknown points break it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

WIDTH, HEIGHT, MARGIN = 100.0, 32.0, 2.0
Value = float | int | None
Point = tuple[float, float]


class Sparkline(Struct, frozen=True):
    """SVG paths in a box of 100 × 32; empty when fewer than two points are known."""

    line: str = ""
    area: str = ""


def sparkline(values: Sequence[Value], *, from_zero: bool = True) -> Sparkline:
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Sparkline()
    low, high = (0 if from_zero else min(known)), max(known)
    across, up = WIDTH / (len(values) - 1), (HEIGHT - 2 * MARGIN) / ((high - low) or 1)
    runs: list[list[Point]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((index * across, HEIGHT - MARGIN - (value - low) * up))
    drawn = [run for run in runs if run]
    lines = [_line(run) for run in drawn]
    areas = (_area(line, run) for line, run in zip(lines, drawn, strict=True))
    return Sparkline("".join(lines), "".join(areas) if from_zero else "")


def _line(run: Sequence[Point]) -> str:
    """A lone point becomes a dot: a line of no length with round ends."""
    points = run if len(run) > 1 else (run[0], run[0])
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _area(line: str, run: Sequence[Point]) -> str:
    return f"{line}L{run[-1][0]:.1f} {HEIGHT:.0f}L{run[0][0]:.1f} {HEIGHT:.0f}Z"
