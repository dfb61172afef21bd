"""The audit log as files: one line after the other, so that its length does not matter."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator

import msgspec

from cicero.audit.reading import Line

COLUMNS = (
    "audit_id", "at", "actor", "person_id", "through", "action", "client", "client_id", "thing", "details",
    "address", "request_id",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def as_csv(lines: AsyncIterator[Line]) -> AsyncIterator[bytes]:
    """With a header line. What a spreadsheet takes for a formula is made text: strangers choose names."""
    yield _row(COLUMNS)
    async for line in lines:
        yield _row([_cell(line, column) for column in COLUMNS])


async def as_ndjson(lines: AsyncIterator[Line]) -> AsyncIterator[bytes]:
    """One JSON object a line; ids are strings, as everywhere in the API."""
    async for line in lines:
        yield msgspec.json.encode(as_view(line)) + b"\n"


def as_view(line: Line) -> dict[str, object]:
    view: dict[str, object] = {column: getattr(line, column) for column in COLUMNS}
    for name in ("audit_id", "person_id", "client_id"):
        view[name] = None if view[name] is None else str(view[name])
    return view


def _cell(line: Line, column: str) -> str:
    value = getattr(line, column)
    if value is None:
        return ""
    if column == "at":
        return str(value.isoformat())
    if column == "details":
        return msgspec.json.encode(value).decode() if value else ""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(cells: list[str] | tuple[str, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()
