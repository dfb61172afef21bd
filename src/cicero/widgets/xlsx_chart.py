"""What a widget draws, as the spreadsheet's own charts beside the cells they are drawn from."""

from __future__ import annotations

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cicero.widgets.theme import COLOURS
from cicero.widgets.widget import Chart, Line, Number

SIZE = {"width": 760, "height": 300}
ROWS_PER_CHART = 16
"""Rows of the usual height that one chart covers."""


def add_chart(book: xlsxwriter.Workbook, sheet: Worksheet, bold: Format, title: str, chart: Chart) -> None:
    """A column of buckets, one per line, one per compared line; lines that are panels get a chart each."""
    _write_data(book, sheet, bold, chart)
    last = len(chart.buckets)
    beside = 2 + sum(2 if line.before else 1 for line in chart.lines)
    apart = [(line,) for line in chart.lines] if chart.kind == "panels" else [chart.lines]
    for index, lines in enumerate(apart):
        made = book.add_chart({"type": "column" if chart.kind == "bars" else "line"})
        for line in lines:
            _add_line(made, sheet.get_name(), chart, line, last)
        heading = lines[0].label if chart.kind == "panels" else title
        made.set_title({"name": heading, "name_font": {"size": 12}, "overlay": False})
        made.set_legend({"position": "bottom"})
        made.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": COLOURS["grid"]}}})
        made.set_size(SIZE)
        made.show_blanks_as("gap")
        sheet.insert_chart(1 + index * ROWS_PER_CHART, beside, made)


def columns_of(chart: Chart) -> list[tuple[str, str, tuple[Number, ...]]]:
    """The columns beside the buckets: name, label and values; a compared line stands after its own."""
    columns = []
    for line in chart.lines:
        columns.append((line.name, line.label, line.values))
        if line.before:
            columns.append((f"{line.name}_before", f"{line.label}, {chart.span_before}", line.before))
    return columns


def _write_data(book: xlsxwriter.Workbook, sheet: Worksheet, bold: Format, chart: Chart) -> None:
    form = book.add_format({"num_format": "0.0#%" if chart.unit == "percent" else "#,##0.##"})
    whole = book.add_format({"num_format": "#,##0"})
    for below, title in enumerate(chart.titles, 1):
        sheet.write_string(below, 0, title)
    for at, (_, label, values) in enumerate(columns_of(chart), 1):
        sheet.write_string(0, at, label, bold)
        for below, value in enumerate(values, 1):
            if value is None:
                continue
            exact = chart.unit != "percent" and value == int(value)
            sheet.write_number(
                below, at, value / 100 if chart.unit == "percent" else value, whole if exact else form
            )
    sheet.set_column(0, 0, 24)
    sheet.freeze_panes(1, 0)


def _add_line(made: Any, sheet: str, chart: Chart, line: Line, last: int) -> None:
    names = [name for name, _, _ in columns_of(chart)]
    pen: dict[str, object] = {"color": COLOURS[line.colour], "width": 3 if line.bold else 2}
    _add_series(made, chart, sheet, names.index(line.name) + 1, last, pen)
    if line.before:
        dashed = {"color": COLOURS["before"], "width": 1.25, "dash_type": "dash"}
        _add_series(made, chart, sheet, names.index(f"{line.name}_before") + 1, last, dashed)


def _add_series(made: Any, chart: Chart, sheet: str, column: int, last: int, pen: dict[str, object]) -> None:
    series: dict[str, object] = {
        "name": [sheet, 0, column],
        "categories": [sheet, 1, 0, last, 0],
        "values": [sheet, 1, column, last, column],
    }
    made.add_series(series | ({"fill": {"color": pen["color"]}} if chart.kind == "bars" else {"line": pen}))
