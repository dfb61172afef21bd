"""How the JSON formats say what they look like: a test of one row, for every container it may come in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cicero.records import Record
from cicero.sources.files.format import Container, Context, Format, Head

Test = Callable[[dict[str, Any]], bool]
Parse = Callable[[Any, Context], Iterator[Record]]


def json_formats(
    name: str,
    title: str,
    row: Any,
    test: Test,
    parse: Parse,
    *,
    within: tuple[str, ...] = (),
    names_account: bool = True,
) -> tuple[Format, ...]:
    """A format of rows in a JSON array (also inside an object, at any of `within`) or one a line."""
    containers: list[tuple[str, Container, str]] = [("", "json", ""), ("-lines", "ndjson", "")]
    containers += [(f"-in-{path.replace('.', '-')}", "json", path) for path in within]
    return tuple(
        Format(
            name=name + suffix,
            title=title,
            container=container,
            row=row,
            matches=_matcher(container, path, test),
            parse=parse,
            within=path,
            names_account=names_account,
        )
        for suffix, container, path in containers
    )


def _matcher(container: Container, within: str, test: Test) -> Callable[[Head], bool]:
    def matches(head: Head) -> bool:
        rows = [row for outer in head.rows for row in _rows_within(outer, within)]
        return head.container == container and any(test(row) for row in rows if isinstance(row, dict))

    return matches


def _rows_within(value: Any, within: str) -> list[Any]:
    if not within:
        return [value]
    for key in within.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, list) else []


def has(row: Any, *keys: str) -> bool:
    """Whether the row is an object with all of these keys."""
    return isinstance(row, dict) and all(key in row for key in keys)
