"""A widget as JSON: its rows by column name, unknown as null, and what the figures mean."""

from __future__ import annotations

import msgspec

from cicero.language import Language
from cicero.widgets.widget import Widget


def as_json(widget: Widget, language: Language) -> bytes:
    names = [column.name for column in widget.columns]
    said = {
        "widget": widget.name,
        "title": widget.title,
        "basis": widget.basis,
        "language": language,
        "facts": {fact.label: fact.text for fact in widget.facts},
        "metrics": widget.explained,
        "columns": widget.columns,
        "rows": [dict(zip(names, row.cells, strict=True)) for row in widget.rows],
    }
    return msgspec.json.format(msgspec.json.encode(said), indent=2)
