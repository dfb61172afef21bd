"""A widget as a file: `?widget=NAME&file=csv` at the address of the page that shows it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from msgspec import Struct

from cicero.errors import InputError
from cicero.language import Language
from cicero.widgets import FORMATS, Format, Widget


class Wanted(Struct, frozen=True):
    """Which widget, in which form; `ending` is that of the file."""

    widget: str
    ending: str
    format: Format


def wanted(request: Request[Any, Any, Any]) -> Wanted | None:
    """None where the page itself is asked for. InputError for a form that there is not."""
    ending = request.query_params.get("file")
    if ending is None:
        return None
    if ending not in FORMATS:
        raise InputError(f"file={ending} is not known.", f"Use one of {', '.join(FORMATS)}.")
    return Wanted(request.query_params.get("widget", ""), ending, FORMATS[ending])


def answer(
    widget: Widget | None, asked: Wanted, client: str, day: date, language: Language
) -> Response[bytes]:
    """The file, named after the client, the widget and the last day of its figures.

    InputError where the page has no such widget with these choices, or it has no picture to draw.
    """
    if widget is None or (asked.format.pictures and not widget.chart):
        raise InputError(
            f"There is no {asked.ending} of a widget {asked.widget!r} with these choices.",
            "Download it from the page, which offers what there is.",
        )
    name = f"{client}-{widget.name}-{day.isoformat()}.{asked.ending}"
    return Response(
        asked.format.write(widget, language),
        media_type=asked.format.media_type,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "cache-control": "private, no-store",
        },
    )
