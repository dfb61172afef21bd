"""A widget as plain text, to be pasted into a chat."""

from __future__ import annotations

from datetime import date, datetime

from cicero import numbers
from cicero.language import Language
from cicero.widgets.widget import Column, Value, Widget


def as_text(widget: Widget, language: Language) -> bytes:
    """Title, what is counted, a line per row, and the facts beneath."""
    shown = [index for index, column in enumerate(widget.columns) if not column.aside]
    lines = [widget.title, widget.basis, ""]
    for row in widget.rows:
        cells = [shown_value(row.cells[index], widget.columns[index], language) for index in shown]
        named = [
            f"{widget.columns[index].label} {cell}" for index, cell in zip(shown[1:], cells[1:], strict=True)
        ]
        lines.append(f"{cells[0]}: {', '.join(named)}" if named else cells[0])
    lines += ["", *(f"{fact.label}: {fact.text}" for fact in widget.facts)]
    return "\n".join(lines).encode()


def shown_value(value: Value, column: Column, language: Language) -> str:
    """The value as the reader's language writes it; unknown is an en dash."""
    if value is None:
        return numbers.UNKNOWN
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return numbers.weekday_day(value, language)
    if isinstance(value, str) or column.unit is None:
        return str(value)
    return numbers.by_unit(value, column.unit, language)
