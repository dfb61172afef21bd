"""A widget: a title, rows of values, perhaps a picture, and how its figures came about.

All words in it are in the reader's language already.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from cicero.metrics.metric import Unit

Value = str | int | float | date | datetime | None
"""None is unknown."""
Number = float | int | None
Kind = Literal["panels", "lines", "bars", "band"]
"""panels: one under the other over one time axis, each from zero · lines: together in one grid · bars: one
group of bars per bucket · band: a line within its usual band; its lines are low, high and the line."""


class Column(Struct, frozen=True, kw_only=True):
    """`unit`: None for words, days and times. `aside`: stands in files only, such as how many posts the
    figure beside it rests on.
    """

    name: str
    label: str
    unit: Unit | None = None
    aside: bool = False


class Row(Struct, frozen=True, kw_only=True):
    """One value per column. `address` is where a click on it leads, empty for nowhere."""

    cells: tuple[Value, ...]
    address: str = ""
    chosen: bool = False


class Line(Struct, frozen=True, kw_only=True):
    """One value per bucket; `before`, where there is a compared period, beside them.

    `colour`: the name of a colour of the theme, such as likes, own or other-3. `bold`: the one to be seen
    first, as the own account among competitors.
    """

    name: str
    label: str
    colour: str
    values: tuple[Number, ...]
    before: tuple[Number, ...] = ()
    bold: bool = False


class Chart(Struct, frozen=True, kw_only=True):
    """What is drawn. `buckets` are the words on the axis, `titles` those of the box at the crosshair.

    `strip`: a line drawn as small bars under the others, such as how many posts each bucket has.
    `label` says in words what the picture shows, for who cannot see it. `span_before`: the compared days.
    """

    kind: Kind
    label: str
    buckets: tuple[str, ...]
    titles: tuple[str, ...]
    lines: tuple[Line, ...]
    titles_before: tuple[str, ...] = ()
    span_before: str = ""
    strip: Line | None = None
    unit: Unit = "count"
    missing: tuple[str, ...] = ()
    """Labels of what is not drawn because nothing of it is known."""


class Explained(Struct, frozen=True, kw_only=True):
    """A metric of the widget: `formula` and `note` as the catalogue says them, `rests_on`: 9 of 10 posts."""

    label: str
    formula: str
    note: str = ""
    rests_on: str = ""


class Fact(Struct, frozen=True):
    """What holds for all figures: the period, the zone, a filter, when it was fetched.

    `name` is for facts that programs read too: that named zone has the name of the time zone as its text.
    """

    label: str
    text: str
    name: str = ""


class Widget(Struct, frozen=True, kw_only=True):
    """`name` is its name in addresses and files. `basis` says under the title what is counted."""

    name: str
    title: str
    basis: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    chart: Chart | None = None
    explained: tuple[Explained, ...] = ()
    facts: tuple[Fact, ...] = ()


def zone_of(widget: Widget) -> str:
    """In which its times are told to people; UTC where no fact says otherwise."""
    return next((fact.text for fact in widget.facts if fact.name == "zone"), "UTC")
