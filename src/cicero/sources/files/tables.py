"""Rows of CSV: the dialect is found out from the content, every row is held against the header.

Rows are dicts of stripped cells by column name. Numbers of lines are physical lines of the file, also
where cells hold line breaks. A quote that is never closed costs its own row, not the rest of the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from msgspec import Struct

from cicero.errors import FormatError
from cicero.sources.files.encoding import guess_encoding
from cicero.sources.files.format import Line
from cicero.sources.files.opening import Source, open_file

DELIMITERS = ",;\t|"
ROW_LIMIT = 1 << 20
"""Characters of the longest row; more means a quote that was never closed."""
UNUSABLE = re.compile("[\x00\udc80-\udcff]")

Row = dict[str, str]

csv.field_size_limit(2 * ROW_LIMIT)


class Dialect(Struct, frozen=True, kw_only=True):
    """How a CSV is written. `first` is the number of its header's line."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    first: int
    notes: tuple[str, ...] = ()


class Taken(Struct, frozen=True):
    """A row as it was taken from the file: its first line's number, its cells, its text, its flaw."""

    number: int
    cells: list[str]
    text: str
    flaw: str | None = None


def dialect(path: Path) -> Dialect:
    """Encoding, delimiter and header of a CSV; FormatError when it does not look like one."""
    encoding, notes = guess_encoding(path)
    with open_file(path) as source:
        lines = _Lines(source, encoding)
        first = _first_line(lines)
        if told := re.fullmatch(r"sep=(.)", first.strip()):
            first = _first_line(lines)
        delimiter = told.group(1) if told else _best_delimiter(first)
        number = lines.number
        lines.give_back([first])
        taken = next(_taken(lines, delimiter), None)
    if taken is None or taken.flaw or len(taken.cells) < 2:
        hint = "Cicero reads JSON, NDJSON and CSV with a line of column names."
        raise FormatError("The file is neither JSON nor CSV: its first line names no columns.", hint)
    header = tuple(_unique(taken.cells))
    return Dialect(encoding=encoding, delimiter=delimiter, header=header, first=number, notes=notes)


def rows(path: Path, skip: int = 0) -> Iterator[Line]:
    """Every row that is not blank, from the one after `skip` of them; repeated headers are left out."""
    told = dialect(path)
    with open_file(path) as source:
        lines = _Lines(source, told.encoding)
        for _ in range(told.first - 1):
            next(lines)
        table = _taken(lines, told.delimiter)
        header = next(table).cells
        filled = (row for row in table if row.flaw or (any(row.cells) and row.cells != header))
        for row in islice(filled, skip, None):
            yield _line(row, told.header)


class _Lines:
    """Lines for the CSV reader that remember which of them the current row took, and can be given back."""

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._text = io.TextIOWrapper(source, encoding, errors="surrogateescape", newline="")
        self._back: list[str] = []
        self.number = 0
        self.taken: list[str] = []
        self._size = 0
        self.damage: str | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._size > ROW_LIMIT:
            raise csv.Error(f"the row is longer than {ROW_LIMIT >> 20} MB: a quote is never closed")
        text = self._back.pop() if self._back else self._text.readline(2 * ROW_LIMIT)
        if self._source.damage and not self._back and not text.endswith(("\n", "\r")):
            self.damage = self._source.damage
            raise StopIteration
        if not text:
            raise StopIteration
        self.number += 1
        self._size += len(text)
        self.taken.append(text)
        return text

    def begin_row(self) -> None:
        self.taken = []
        self._size = 0

    def give_back(self, lines: list[str]) -> None:
        self._back.extend(reversed(lines))
        self.number -= len(lines)


def _first_line(lines: Iterable[str]) -> str:
    return next((text for text in lines if text.strip()), "")


def _taken(lines: _Lines, delimiter: str) -> Iterator[Taken]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    while True:
        lines.begin_row()
        number = lines.number + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            break
        except csv.Error as error:
            if lines.damage:
                break
            lines.give_back(lines.taken[1:])
            yield Taken(number, [], lines.taken[0], _explain(error))
            reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
        else:
            yield Taken(number, cells, "".join(lines.taken))
    if lines.damage:
        yield Taken(number, [], "".join(lines.taken), f"{lines.damage}: it ends within or before this line")


def _explain(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end" in text:
        return "a quote is opened on this line and never closed"
    if "expected after" in text:
        return "a quote in the middle of a cell: quotes inside a cell must be doubled"
    return text


def _line(row: Taken, header: tuple[str, ...]) -> Line:
    flaw = row.flaw or _flaw(row, header)
    if flaw:
        return Line(number=row.number, problem=flaw, source=row.text)
    return Line(number=row.number, value=dict(zip(header, row.cells, strict=False)), source=row.text)


def _flaw(row: Taken, header: tuple[str, ...]) -> str | None:
    """What is wrong with the row. Columns without a name at the end of the header may be missing."""
    if found := UNUSABLE.search(row.text):
        return (
            "it holds a NUL character" if found.group() == "\0" else "it is not text in the file's encoding"
        )
    named = len(header)
    while named and not header[named - 1]:
        named -= 1
    count = len(row.cells)
    if count < named or any(row.cells[len(header) :]):
        return f"it has {count} cells where the header has {named}"
    return None


def _best_delimiter(first: str) -> str:
    return max(DELIMITERS, key=lambda delimiter: len(next(csv.reader([first], delimiter=delimiter), [])))


def _unique(names: Iterable[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 or not name else f"{name} ({seen[name]})"
