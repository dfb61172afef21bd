"""A widget as CSV that a spreadsheet opens right: in UTF-8, with what it means beneath."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from cicero.language import Language, translations
from cicero.widgets.widget import Value, Widget

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


def as_csv(widget: Widget, language: Language) -> bytes:
    """The header and rows first, so that a program reads them as they are; an empty line ends them."""
    _ = translations(language).gettext
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\r\n").writerow
    write([column.label for column in widget.columns])
    for row in widget.rows:
        write([_cell(value) for value in row.cells])
    write([])
    write([_safe(widget.title), _safe(widget.basis)])
    for fact in widget.facts:
        write([_safe(fact.label), _safe(fact.text)])
    if widget.explained:
        write([_("Formulas")])
    for one in widget.explained:
        write([_safe(part) for part in (one.label, one.formula, one.rests_on, one.note) if part])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return _safe(value) if isinstance(value, str) else str(value)


def _safe(text: str) -> str:
    """A caption that begins as a formula does is told to be text."""
    return f"'{text}" if text.startswith(RISKY) else text
