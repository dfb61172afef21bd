"""A widget with each kind of chart, and one without."""

from __future__ import annotations

from typing import get_args

from cicero.analytics import Result
from cicero.language import Language
from cicero.web.address import Address
from cicero.web.components.invented import wave
from cicero.web.dashboard.series import series
from cicero.widgets import Chart, Column, Fact, Line, Row, Widget
from cicero.widgets.widget import Kind

DAYS = 28
BAND = (("low", "before", 40), ("high", "own", 160), ("line", "own", 100))
ACCOUNTS = (("@kopi.contoh", "own", 120), ("@saingan.contoh", "other-1", 90), ("@teh.contoh", "other-2", 60))
FACTS = (Fact("Zone", "Asia/Jakarta"),)


def charts(result: Result, here: Address, language: Language) -> tuple[Widget, ...]:
    """One for each kind; the panels are the dashboard's own series."""
    drawn = (_together(kind) for kind in get_args(Kind) if kind != "panels")
    return (series(result, None, here, FACTS, language), *drawn)


def table() -> Widget:
    """A table alone: a count that is zero, one that is not known, a share."""
    columns = (
        Column(name="account", label="Account"),
        Column(name="likes", label="likes", unit="count"),
        Column(name="rate", label="rate", unit="percent"),
    )
    rows = (("@kopi.contoh", 12_480, 3.42), ("@teh.contoh", 0, None), ("@saingan.contoh", None, 0.07))
    return Widget(
        name="table",
        title="table",
        basis="0, –, %",
        columns=columns,
        rows=tuple(Row(cells=cells) for cells in rows),
        facts=FACTS,
    )


def _together(kind: Kind) -> Widget:
    lines = tuple(_line(kind, at, *one) for at, one in enumerate(BAND if kind == "band" else ACCOUNTS))
    buckets = tuple(str(day + 1) for day in range(DAYS))
    return Widget(
        name=kind,
        title=kind,
        basis="chart.kind",
        columns=(
            Column(name="day", label="Day"),
            *(Column(name=f"line-{at}", label=line.label, unit="count") for at, line in enumerate(lines)),
        ),
        rows=tuple(
            Row(cells=(bucket, *(line.values[at] for line in lines))) for at, bucket in enumerate(buckets)
        ),
        chart=Chart(kind=kind, label=kind, buckets=buckets, titles=buckets, lines=lines),
        facts=FACTS,
    )


def _line(kind: Kind, at: int, label: str, colour: str, size: int) -> Line:
    """Two days of the middle are not known, but of bars and bands none."""
    values: list[int | None] = [*wave(DAYS, 3 + at, size)]
    if kind == "lines":
        values[13:15] = [None, None]
    if kind == "band":
        values = [size + value // 10 for value in wave(DAYS, 3 + at)]
    return Line(name=f"line-{at}", label=label, colour=colour, values=tuple(values), bold=at == 0)
