"""One plot of a picture, as SVG: its grid, lines that break at the unknown, bars from zero, a band."""

from __future__ import annotations

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct

from cicero import numbers
from cicero.widgets.lettering import pieces, width
from cicero.widgets.scale import Scale
from cicero.widgets.theme import COLOURS
from cicero.widgets.widget import Line, Number

LETTERS = 12
WIDEST_BAR = 28
DASHES = "4 3"
BAND = "0.3"
"""How much of its colour an area has."""
Pen = dict[str, str]
Point = tuple[int, float]


class Plot(Struct, frozen=True, kw_only=True):
    """A rectangle of the picture, and what its height and width stand for."""

    left: float
    top: float
    width: float
    height: float
    scale: Scale
    buckets: int

    def x(self, at: float) -> float:
        """The middle of a bucket."""
        return self.left + self.width * (at + 0.5) / max(self.buckets, 1)

    def y(self, value: float) -> float:
        return self.top + self.height * (1 - self.scale.share(value))


def add(into: Element, tag: str, **said: str | float) -> Element:
    """`stroke_width=2` is stroke-width="2"; numbers to a hundredth, which is a fiftieth of a pixel."""
    spoken = {
        name.replace("_", "-"): f"{value:.2f}" if isinstance(value, float) else str(value)
        for name, value in said.items()
    }
    return SubElement(into, tag, spoken)


def write(
    into: Element,
    x: float,
    y: float,
    text: str,
    colour: str = "ink-2",
    size: float = LETTERS,
    *,
    bold: bool = False,
    left_of: float = 0,
) -> None:
    """Text that stands on the line at `y`, with this share of it left of `x`.

    Letters that our fonts lack stand apart: else all letters would be those of another font.
    """
    x -= left_of * width(text, size, bold=bold)
    weight = {"font_weight": "600"} if bold else {}
    for piece in pieces(text):
        said = add(into, "text", x=x, y=y, fill=COLOURS[colour], font_size=size, **weight)
        said.text = piece
        x += width(piece, size, bold=bold)


def pen(line: Line, weight: float = 2) -> Pen:
    return {"stroke": COLOURS[line.colour], "stroke-width": f"{weight}"}


def dashed() -> Pen:
    return {"stroke": COLOURS["before"], "stroke-width": "1.25", "stroke-dasharray": DASHES}


def band_pen(line: Line) -> Pen:
    return {"stroke": COLOURS[line.colour], "stroke-width": "10", "stroke-opacity": BAND}


def draw_grid(into: Element, plot: Plot, labels: list[str], *, ruled: bool = True) -> None:
    """A rule and its number for each tick, the lowest as the plot's ground."""
    for tick, label in zip(plot.scale.ticks, labels, strict=True):
        y = plot.y(tick)
        ground = tick == plot.scale.ticks[0]
        if ruled or ground:
            rule = COLOURS["rule-strong" if ground else "grid"]
            add(into, "line", x1=plot.left, x2=plot.left + plot.width, y1=y, y2=y, stroke=rule)
        if label:
            write(into, plot.left - 8, y + 4, label, left_of=1)


def draw_buckets(into: Element, plot: Plot, buckets: tuple[str, ...]) -> None:
    """The words beneath, as many as have room."""
    widest = max((width(bucket, LETTERS) for bucket in buckets), default=0) + 14
    every = max(1, -(-int(widest * len(buckets)) // int(plot.width)))
    for at in range(0, len(buckets), every):
        write(into, plot.x(at), plot.top + plot.height + 18, buckets[at], left_of=0.5)


def draw_line(into: Element, plot: Plot, values: tuple[Number, ...], name: str, stroke: Pen) -> None:
    """Broken where nothing is known; a bucket between two unknown ones is a dot."""
    group = SubElement(into, "g", {"data-line": name, "fill": "none", "stroke-linejoin": "round", **stroke})
    for run in runs(values):
        places = [(plot.x(at), plot.y(value)) for at, value in run]
        if len(places) == 1:
            add(
                group, "circle", cx=places[0][0], cy=places[0][1], r=2.5, fill=stroke["stroke"], stroke="none"
            )
        else:
            add(group, "polyline", points=_points(places))


def draw_bars(into: Element, plot: Plot, lines: tuple[Line, ...], widest: float = WIDEST_BAR) -> None:
    """One beside the other around the middle of their bucket; the compared value is a dash across its bar."""
    slot = plot.width / max(plot.buckets, 1)
    wide = min(widest, slot * 0.8 / max(len(lines), 1))
    for index, line in enumerate(lines):
        group = SubElement(into, "g", {"data-line": line.name, "fill": COLOURS[line.colour]})
        for at, value in enumerate(line.values):
            left = plot.x(at) + (index - len(lines) / 2) * wide
            if value is not None:
                _bar(group, plot, value, left, wide)
            elif wide > LETTERS:
                write(group, left + wide / 2, plot.y(0) - 4, numbers.UNKNOWN, "ink-3", left_of=0.5)
            if line.before and line.before[at] is not None:
                path = f"M{left:.2f} {plot.y(line.before[at] or 0):.2f}h{wide:.2f}"
                add(group, "path", d=path, stroke=COLOURS["card"], stroke_width=3)
                SubElement(group, "path", {"d": path, **dashed()})


def draw_band(into: Element, plot: Plot, lines: tuple[Line, ...]) -> None:
    """What is usual, from low to high, as an area; the line over it."""
    low, high, line = lines
    both = tuple(
        None if least is None or most is None else most
        for least, most in zip(low.values, high.values, strict=True)
    )
    group = SubElement(into, "g", {"data-line": "band", "fill": COLOURS[high.colour], "fill-opacity": BAND})
    for run in runs(both):
        above = [(plot.x(at), plot.y(value)) for at, value in run]
        below = [(plot.x(at), plot.y(low.values[at] or 0)) for at, _ in reversed(run)]
        add(group, "polygon", points=_points(above + below))
    draw_line(into, plot, line.values, line.name, pen(line, 2.5))


def runs(values: tuple[Number, ...]) -> list[list[Point]]:
    """Each stretch of known values, with the place of each."""
    stretches = groupby(enumerate(values), key=lambda pair: pair[1] is None)
    return [
        [(at, value) for at, value in stretch if value is not None]
        for unknown, stretch in stretches
        if not unknown
    ]


def _bar(into: Element, plot: Plot, value: float, left: float, wide: float) -> None:
    zero, end = plot.y(0), plot.y(value)
    gap = min(1.0, wide / 8)
    add(into, "rect", x=left + gap / 2, width=wide - gap, y=min(zero, end), height=abs(zero - end))


def _points(places: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in places)
