"""Looks at the head of a file and streams its rows, one at a time, whatever the file's size.

`head` says what the file is made of, `rows` gives its rows as `Line`s: a value of the format's row type,
or the problem that the row has. Neither looks at the file's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from cicero.errors import FormatError
from cicero.sources.files import arrays, lines, tables
from cicero.sources.files.format import Container, Context, Format, Head, Line
from cicero.sources.files.opening import open_file

HEAD_ROWS = 5
HEAD_LINES = 50


def head(path: Path) -> Head:
    """The container and first rows of a file; FormatError when it has none that Cicero reads."""
    container = _container(path)
    if container == "csv":
        told = tables.dialect(path)
        first = tuple(line.value for line in islice(tables.rows(path), HEAD_LINES) if not line.problem)
        return Head(container="csv", rows=first[:HEAD_ROWS], header=told.header, notes=told.notes)
    if container == "ndjson":
        return Head(container="ndjson", rows=_first_lines(path))
    return Head(container="json", rows=arrays.head(path, HEAD_ROWS))


def rows(path: Path, format: Format, skip: int = 0) -> Iterator[Line]:
    """The rows of a file of that format, from after the first `skip` of them.

    A row counts whether it is usable or not: `rows(path, format, k)` is `rows(path, format)` without its
    first k.
    """
    if format.container == "csv":
        return tables.rows(path, skip)
    if format.container == "ndjson":
        return lines.rows(path, format.row, skip)
    return arrays.rows(path, format.row, format.within, skip)


def surveyed(path: Path, format: Format, context: Context) -> Context:
    """The context with what a look over all rows adds; FormatError where the file needs to be told more."""
    if format.survey is None:
        return context
    return format.survey((line.value for line in rows(path, format) if not line.problem), context)


def _container(path: Path) -> Container:
    with open_file(path) as source:
        sample = source.sample().lstrip()
        first = sample[:1]
        if first == b"<":
            hint = "Download the export again while signed in where it comes from."
            raise FormatError("The file is a web page or XML, not an export of posts.", hint)
        if first == b"[":
            return "json"
        if first != b"{":
            return "csv"
        return "ndjson" if _is_ndjson(lines.numbered(source)) else "json"


def _is_ndjson(numbered: Iterator[tuple[int, bytes, str | None]]) -> bool:
    """Whether lines are JSON objects of their own, even if the first of several is damaged.

    One line alone is a JSON document; `recognise` tries it as NDJSON too.
    """
    texts = [text for _, text, flaw in islice(numbered, HEAD_ROWS) if not flaw]
    if len(texts) < 2:
        return False
    return any(text.startswith(b"{") and _decoded(text) is not None for text in texts[:HEAD_ROWS])


def _first_lines(path: Path) -> tuple[Any, ...]:
    with open_file(path) as source:
        texts = (text for _, text, flaw in islice(lines.numbered(source), HEAD_LINES) if not flaw)
        found = (value for text in texts if (value := _decoded(text)) is not None)
        return tuple(islice(found, HEAD_ROWS))


def _decoded(text: bytes) -> Any:
    try:
        return msgspec.json.decode(text)
    except (ValueError, RecursionError):
        return None
