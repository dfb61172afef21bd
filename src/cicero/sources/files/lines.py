"""Rows of NDJSON: one JSON value a line, decoded straight into the row's type, in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from cicero.sources.files.format import Line
from cicero.sources.files.opening import Source, open_file

LINE_LIMIT = 64 << 20
"""Bytes of the longest line that is read; a longer one is a problem, so that memory stays bounded."""


def rows(path: Path, row: Any, skip: int = 0) -> Iterator[Line]:
    """Every line that is not blank, from the one after `skip` of them."""
    decode = msgspec.json.Decoder(row).decode
    with open_file(path) as source:
        for number, text, flaw in islice(numbered(source), skip, None):
            yield _line(number, text, flaw, decode)


def numbered(source: Source) -> Iterator[tuple[int, bytes, str | None]]:
    """(line number, text, what is wrong with it) of the lines that are not blank."""
    number = 0
    while text := source.readline(LINE_LIMIT + 1):
        number += 1
        if len(text) > LINE_LIMIT and not text.endswith(b"\n"):
            _finish_line(source)
            yield number, text, f"the line is longer than {LINE_LIMIT >> 20} MB"
        elif source.damage and not text.endswith(b"\n"):
            yield number, text, f"{source.damage}: it ends within this line"
            return
        elif not text.isspace():
            yield number, text, None
    if source.damage:
        yield number + 1, b"", f"{source.damage}: nothing can be read from here on"


def _finish_line(source: Source) -> None:
    while (rest := source.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
        pass


def _line(number: int, text: bytes, flaw: str | None, decode: Callable[[bytes], Any]) -> Line:
    if flaw:
        return Line(number=number, problem=flaw, source=text)
    try:
        return Line(number=number, value=decode(text.rstrip()), source=text)
    except (ValueError, RecursionError) as error:
        return Line(number=number, problem=explain(error), source=text)


def explain(error: Exception) -> str:
    """What msgspec found wrong with a row, in words for people."""
    if isinstance(error, RecursionError):
        return "its values are nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    text = str(error)
    if "truncated" in text:
        return "its JSON ends in the middle"
    if isinstance(error, msgspec.ValidationError):
        return f"unexpected value: {text}"
    return text[:1].lower() + text[1:] if not text.startswith("JSON") else text
