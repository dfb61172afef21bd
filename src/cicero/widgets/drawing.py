"""The picture of a widget as SVG, drawn without a browser: title, legend, plots, and the facts beneath.

Lengths are in units of half a pixel of the finished picture.
"""

from __future__ import annotations

from typing import Literal
from xml.etree.ElementTree import Element, SubElement, tostring

from msgspec import Struct

from cicero import numbers
from cicero.errors import InputError
from cicero.language import Language
from cicero.metrics.metric import Unit
from cicero.widgets import plots
from cicero.widgets.lettering import fitted, width, wrapped
from cicero.widgets.plots import Pen, Plot, write
from cicero.widgets.scale import Scale, scale, tick_labels
from cicero.widgets.theme import COLOURS
from cicero.widgets.widget import Chart, Kind, Line, Widget

WIDE = 800
MARGIN = 28
ROOM = WIDE - 2 * MARGIN
LEAD, PANEL, STRIP, GRID = 150, 96, 30, 290
"""How high the first panel, the others, the strip, and a plot that stands alone are."""
HEADING, CLEAR, BENEATH = 42, 16, 30
"""Above a panel for its name, above a plot without one, and under the last plot for the buckets' words."""
SMALL = 10.5


class Part(Struct, frozen=True, kw_only=True):
    """One plot: what it is named, its lines, and how they are drawn."""

    kind: Kind | Literal["strip"]
    lines: tuple[Line, ...]
    scale: Scale
    height: float
    heading: str = ""
    unit: Unit = "count"


def drawing(widget: Widget, language: Language) -> str:
    """InputError for a widget without a chart."""
    if widget.chart is None:
        raise InputError(f"The widget {widget.name!r} has no picture.", "Take its table, as XLSX or CSV.")
    root = Element(
        "svg", {"xmlns": "http://www.w3.org/2000/svg", "font-family": "Inter", "xml:space": "preserve"}
    )
    SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": COLOURS["card"]})
    top = _head(root, widget)
    top = _legend(root, widget.chart, top + 24)
    top = _plots(root, widget.chart, language, top + 8)
    height = round(_facts(root, widget, top + 12) + MARGIN - 8)
    root.attrib.update(width=str(WIDE), height=str(height), viewBox=f"0 0 {WIDE} {height}")
    return tostring(root, encoding="unicode")


def _head(into: Element, widget: Widget) -> float:
    top = MARGIN - 4.0
    for line in wrapped(widget.title, 20, ROOM, bold=True):
        top += 24
        write(into, MARGIN, top - 4, line, "ink", 20, bold=True)
    for line in wrapped(widget.basis, 13, ROOM):
        top += 18
        write(into, MARGIN, top, line, size=13)
    return top


def _legend(into: Element, chart: Chart, top: float) -> float:
    """Each line's colour and name, the compared days, and what is unknown; in rows that have room."""
    x = float(MARGIN)
    for text, swatch in _swatches(chart):
        label = fitted(text, plots.LETTERS, ROOM - 24)
        beside = 22 if swatch else 0
        wide = width(label, plots.LETTERS) + beside
        if x > MARGIN and x + wide > WIDE - MARGIN:
            x, top = MARGIN, top + 20
        if swatch:
            SubElement(into, "path", {"d": f"M{x:.2f} {top - 4:.2f}h16", **swatch})
        write(into, x + beside, top, label, "ink" if swatch else "ink-3")
        x += wide + 22
    return top


def _swatches(chart: Chart) -> list[tuple[str, Pen]]:
    ends = 2 if chart.kind == "band" else 0
    swatches = [
        (line.label, plots.band_pen(line) if at < ends else plots.pen(line, 3))
        for at, line in enumerate(chart.lines)
    ]
    if chart.span_before:
        swatches.append((chart.span_before, plots.dashed()))
    return swatches + [(f"{label} {numbers.UNKNOWN}", {}) for label in chart.missing]


def _plots(into: Element, chart: Chart, language: Language, top: float) -> float:
    """The plots one under the other, their left edges in line; where the last one's words end."""
    parts = _parts(chart)
    labels = [tick_labels(part.scale.ticks, part.unit, language) for part in parts]
    left = MARGIN + 8 + max(width(label, plots.LETTERS) for texts in labels for label in texts)
    for part, texts in zip(parts, labels, strict=True):
        if part.heading:
            write(into, MARGIN, top + 26, fitted(part.heading, plots.LETTERS, ROOM), "ink", bold=True)
        top += HEADING if part.heading else CLEAR
        plot = Plot(
            left=left,
            top=top,
            width=WIDE - MARGIN - left,
            height=part.height,
            scale=part.scale,
            buckets=len(chart.buckets),
        )
        plots.draw_grid(into, plot, texts)
        _draw(into, plot, part)
        top += part.height
    plots.draw_buckets(into, plot, chart.buckets)
    return top + BENEATH


def _parts(chart: Chart) -> list[Part]:
    """One per line where they are panels, else one; the strip at the end."""
    apart = chart.kind == "panels"
    groups = [(line,) for line in chart.lines] if apart and chart.lines else [chart.lines]
    parts = [
        Part(
            kind=chart.kind,
            heading=lines[0].label if apart and lines else "",
            lines=lines,
            scale=_scale(chart, lines, parts=3 if apart and at else 4),
            unit=chart.unit,
            height=GRID if not apart else PANEL if at else LEAD,
        )
        for at, lines in enumerate(groups)
    ]
    if chart.strip:
        bars = scale(chart.strip.values, 1, whole=True)
        parts.append(
            Part(kind="strip", heading=chart.strip.label, lines=(chart.strip,), scale=bars, height=STRIP)
        )
    return parts


def _scale(chart: Chart, lines: tuple[Line, ...], parts: int) -> Scale:
    """Bars and panels begin at zero; lines that all lie within a few per cent may begin higher."""
    values = [value for line in lines for value in (*line.values, *line.before)]
    return scale(values, parts, from_zero=chart.kind in ("panels", "bars"), whole=chart.unit == "count")


def _draw(into: Element, plot: Plot, part: Part) -> None:
    if part.kind in ("bars", "strip"):
        plots.draw_bars(into, plot, part.lines, plots.WIDEST_BAR if part.kind == "bars" else 14)
    elif part.kind == "band" and len(part.lines) == 3:
        plots.draw_band(into, plot, part.lines)
    else:
        for line in part.lines:
            if line.before:
                plots.draw_line(into, plot, line.before, f"{line.name} before", plots.dashed())
        for line in part.lines:
            plots.draw_line(into, plot, line.values, line.name, plots.pen(line, 3 if line.bold else 2))


def _facts(into: Element, widget: Widget, top: float) -> float:
    """In small letters under a rule; where they end."""
    text = " · ".join(f"{fact.label}: {fact.text}" for fact in widget.facts)
    plots.add(into, "line", x1=MARGIN, x2=WIDE - MARGIN, y1=top, y2=top, stroke=COLOURS["rule"])
    top += 6
    for line in wrapped(text, SMALL, ROOM):
        top += 16
        write(into, MARGIN, top, line, "ink-3", SMALL)
    return top
