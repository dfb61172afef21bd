"""The forms in which a widget leaves the portal."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from cicero.language import Language
from cicero.widgets.csv_file import as_csv
from cicero.widgets.json_file import as_json
from cicero.widgets.png_file import as_png
from cicero.widgets.text import as_text
from cicero.widgets.widget import Widget
from cicero.widgets.xlsx_file import as_xlsx


class Format(Struct, frozen=True, kw_only=True):
    """`pictures`: for widgets with a chart alone."""

    label: str
    media_type: str
    write: Callable[[Widget, Language], bytes]
    pictures: bool = False


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: dict[str, Format] = {
    "xlsx": Format(label="XLSX", media_type=WORKBOOK, write=as_xlsx),
    "png": Format(label="PNG", media_type="image/png", write=as_png, pictures=True),
    "csv": Format(label="CSV", media_type="text/csv; charset=utf-8", write=as_csv),
    "json": Format(label="JSON", media_type="application/json", write=as_json),
    "txt": Format(label="", media_type="text/plain; charset=utf-8", write=as_text),
}
"""By the ending of the file. One without a label is not offered as a file: it is what `copy text` copies."""
