"""A widget as a workbook: real numbers and days, the pictures beside what they draw, what it all means."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from itertools import chain

import xlsxwriter
from msgspec import Struct
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cicero import periods
from cicero.language import Language, translations
from cicero.metrics.metric import Unit
from cicero.widgets.text import shown_value
from cicero.widgets.widget import Column, Value, Widget, zone_of
from cicero.widgets.xlsx_chart import add_chart

NARROWEST, WIDEST = 8, 60


class Sheet(Struct, frozen=True):
    """What is being written: the sheet, what makes a format of a form such as 0.0%, and the time zone."""

    sheet: Worksheet
    formed: Callable[[str], Format]
    zone: str


def as_xlsx(widget: Widget, language: Language) -> bytes:
    """The table first, then what is drawn with its pictures, then what the figures mean.

    Times are those of the clocks in the widget's zone, since a workbook knows no zones.
    """
    _ = translations(language).gettext
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": widget.title, "subject": widget.basis})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        formed = cache(lambda form: book.add_format({"num_format": form}))
        table = Sheet(book.add_worksheet(_("Table")), formed, zone_of(widget))
        _write_table(table, bold, widget, language)
        if widget.chart:
            add_chart(book, book.add_worksheet(_("Chart")), bold, widget.title, widget.chart)
        _write_meaning(book.add_worksheet(_("What it means")), (bold, wrapped), widget, language)
    return file.getvalue()


def _write_table(into: Sheet, bold: Format, widget: Widget, language: Language) -> None:
    last = len(widget.columns) - 1
    for at, column in enumerate(widget.columns):
        into.sheet.write_string(0, at, column.label, bold)
        for below, row in enumerate(widget.rows, 1):
            _write_cell(into, below, at, row.cells[at], column)
        into.sheet.set_column(at, at, _width(column, (row.cells[at] for row in widget.rows), language))
    into.sheet.freeze_panes(1, 0)
    into.sheet.autofilter(0, 0, len(widget.rows), last)


def _write_cell(into: Sheet, below: int, at: int, value: Value, column: Column) -> None:
    """Unknown stays empty; words are words, whatever they begin with."""
    if value is None:
        return
    if isinstance(value, datetime):
        there = value.astimezone(periods.zone_info(into.zone)).replace(tzinfo=None)
        into.sheet.write_datetime(below, at, there, into.formed("d mmm yyyy hh:mm"))
    elif isinstance(value, date):
        into.sheet.write_datetime(below, at, value, into.formed("d mmm yyyy"))
    elif isinstance(value, str):
        into.sheet.write_string(below, at, value)
    else:
        of_one = value / 100 if column.unit == "percent" else value
        into.sheet.write_number(below, at, of_one, into.formed(number_form(value, column.unit)))


def number_form(value: float, unit: Unit | None) -> str:
    """As many decimals as pages show: below one per cent, one would tell too little."""
    if unit == "percent":
        return "0.00%" if 0 < abs(value) < 0.995 else "0.0%"
    if unit is None:
        return "General"
    if unit == "count":
        return "#,##0" if value == int(value) else "#,##0.##"
    return "#,##0.0" if abs(value) < 100 else "#,##0"


def _width(column: Column, values: Iterable[Value], language: Language) -> int:
    """In characters, with room for the button that filters."""
    shown = (len(shown_value(value, column, language)) for value in values)
    return min(max(chain(shown, [len(column.label) + 2, NARROWEST])) + 1, WIDEST)


def _write_meaning(
    sheet: Worksheet, forms: tuple[Format, Format], widget: Widget, language: Language
) -> None:
    """Title and basis, the facts, then each metric with its formula, note and what it rests on."""
    _ = translations(language).gettext
    lines: list[tuple[str, ...]] = [
        (widget.title, widget.basis),
        *((fact.label, fact.text) for fact in widget.facts),
    ]
    if not any(fact.name == "zone" for fact in widget.facts):
        lines.append((_("Time zone"), zone_of(widget)))
    if widget.explained:
        lines += [("", ""), (_("Formulas"), "", "", _("Rests on"))]
    lines += [(one.label, one.formula, one.note, one.rests_on) for one in widget.explained]
    for below, line in enumerate(lines):
        for at, text in enumerate(line):
            if text:
                sheet.write_string(below, at, text, forms[min(at, 1)])
    for at, width in enumerate((28, 60, 44, 18)):
        sheet.set_column(at, at, width)
