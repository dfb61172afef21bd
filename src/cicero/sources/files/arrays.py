"""Rows of a JSON document: the items of an array, at its root or inside an object, or one object.

Items are streamed, so that the size of the file does not matter. JSON with a mistake gives the items
before the mistake and then one problem that says where it is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import ijson
import msgspec
from ijson.common import ObjectBuilder

from cicero.errors import FormatError
from cicero.sources.files.format import Line
from cicero.sources.files.lines import LINE_LIMIT, explain
from cicero.sources.files.opening import SAMPLE, Source, open_file

SMALL = 8 << 20
"""Bytes up to which an object is read whole to be recognised."""
EVENTS = 20_000
"""JSON tokens that are enough to recognise a larger one."""
MISTAKES = (ijson.JSONError, ValueError, RecursionError)


def is_array(source: Source) -> bool:
    return source.sample().lstrip()[:1] == b"["


def head(path: Path, count: int) -> tuple[Any, ...]:
    """The first items of an array, or the object; what is readable when the document has a mistake."""
    with open_file(path) as source:
        found = _first_items(source, count) if is_array(source) else _beginning(source)
    if not found or found == ({},):
        raise FormatError(*_why_nothing(path))
    return found


def _first_items(source: Source, count: int) -> tuple[Any, ...]:
    found: list[Any] = []
    try:
        found.extend(islice(ijson.items(source, "item"), count))
    except MISTAKES:
        return tuple(found)
    return tuple(found)


def _beginning(source: Source) -> tuple[Any, ...]:
    text = source.read(SMALL)
    try:
        return (msgspec.json.decode(text),)
    except (ValueError, RecursionError):
        return _beginning_of_large(text)


def _beginning_of_large(text: bytes) -> tuple[Any, ...]:
    """As much of an object as its first tokens build; arrays and objects that go on are cut."""
    builder = ObjectBuilder()
    try:
        for event, value in islice(ijson.basic_parse(io.BytesIO(text)), EVENTS):
            builder.event(event, value)
    except MISTAKES:
        pass
    value = getattr(builder, "value", None)
    return (value,) if value else ()


def _why_nothing(path: Path) -> tuple[str, str]:
    with open_file(path) as source:
        if source.sample().translate(None, b" \t\r\n") in (b"[]", b"{}"):
            return "The file is an empty list or object: there is nothing in it.", "Was the export complete?"
    place = _place(path) or "it ends in the middle of its first item"
    return f"The file begins like JSON, but {place}.", "Export or download it again."


def rows(path: Path, row: Any, within: str, skip: int = 0) -> Iterator[Line]:
    """The items of the array (at `within` for objects), or the one object, from after `skip` of them."""
    with open_file(path) as source:
        array = is_array(source)
        if not array and not within:
            yield from islice(_single(source, row), skip, None)
            return
        prefix = ".".join(
            part for part in ("item" if array else "", within, "item" if within else "") if part
        )
        yield from _items(path, source, prefix, row, skip)


def _single(source: Source, row: Any) -> Iterator[Line]:
    text = source.read(LINE_LIMIT + 1)
    if len(text) > LINE_LIMIT:
        yield Line(number=1, problem=f"the object is larger than {LINE_LIMIT >> 20} MB", source=text)
        return
    try:
        yield Line(number=1, value=msgspec.json.decode(text, type=row), source=text)
    except (ValueError, RecursionError) as error:
        reason = f"{explain(error)}, because {source.damage}" if source.damage else explain(error)
        yield Line(number=1, problem=reason, source=text)


def _items(path: Path, source: Source, prefix: str, row: Any, skip: int) -> Iterator[Line]:
    number = 0
    try:
        # Not use_float: with it the parser stops at integers over 63 bits, which some exports hold.
        for item in ijson.items(source, prefix):
            number += 1
            if number > skip:
                yield _line(number, item, row)
    except MISTAKES:
        if number >= skip:
            yield Line(number=number + 1, problem=_problem(path, source.damage, number + 1))


def _line(number: int, item: Any, row: Any) -> Line:
    try:
        return Line(number=number, value=msgspec.convert(item, row), source=item)
    except (ValueError, RecursionError) as error:
        return Line(number=number, problem=explain(error), source=item)


def _problem(path: Path, damage: str | None, number: int) -> str:
    if damage:
        return f"{damage}: it ends within or before item {number}"
    if place := _place(path):
        return f"{place}, within or before item {number}; nothing after it can be read"
    return f"the file ends in the middle of item {number}"


def _place(path: Path) -> str | None:
    """Where the document stops being JSON, found by parsing it again in smaller steps; None: at its end."""
    found = _failing(path, 0, SAMPLE)
    if found is None:
        return None
    offset, line = _failing(path, found[0], 1) or found
    return f"it is not JSON at byte {offset + 1} (line {line})"


def _failing(path: Path, careful_from: int, step: int) -> tuple[int, int] | None:
    """(offset, line) of the piece that is not JSON. Before `careful_from` the pieces are large."""
    events = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events)
    offset, line = 0, 1
    with open_file(path) as source:
        while chunk := source.read(step if offset >= careful_from else SAMPLE):
            try:
                parser.send(chunk)
            except MISTAKES:
                return offset, line
            events.clear()
            offset += len(chunk)
            line += chunk.count(b"\n")
    return None
