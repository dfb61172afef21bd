"""The registry: every kind of file that Cicero reads, and how one is recognised from its content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from cicero.errors import FormatError
from cicero.sources.files import (
    apify,
    clockworks,
    follower_history,
    fourcat,
    generic,
    instagram,
    instaloader,
    meta_business_suite,
    scrapfly,
    socialinsider,
    tiktok,
    ytdlp,
    zeeschuimer,
)
from cicero.sources.files.format import Format, Head
from cicero.sources.files.mapping import check_columns

# One line per family; the first that matches wins, so the generic ones stand last.
FORMATS: tuple[Format, ...] = (
    *zeeschuimer.FORMATS,
    *instaloader.FORMATS,
    *ytdlp.FORMATS,
    *clockworks.FORMATS,
    *tiktok.FORMATS,
    *scrapfly.FORMATS,
    *instagram.FORMATS,
    *apify.FORMATS,
    *fourcat.FORMATS,
    *socialinsider.FORMATS,
    *meta_business_suite.FORMATS,
    *generic.FORMATS,
    *follower_history.FORMATS,
)
MAPPABLE = (*generic.FORMATS, *follower_history.FORMATS)
"""The formats of CSVs whose columns the caller names."""

SHOWN = 12


def recognise(head: Head, columns: Mapping[str, str] | None = None) -> Format:
    """The format of a file with that head; FormatError, saying what was seen, when there is none.

    `columns` are those that the caller names for a CSV (`--map`): then only the generic formats will do.
    """
    candidates = _readings(head)
    known = FORMATS
    if columns and head.container == "csv":
        check_columns(columns, head.header)
        candidates, known = (_renamed(head, columns),), MAPPABLE
    for candidate in candidates:
        for format in known:
            if format.container == candidate.container and format.matches(candidate):
                return format
    raise FormatError(_seen(head), _hint(head))


def _renamed(head: Head, columns: Mapping[str, str]) -> Head:
    """The head as if the mapped columns bore the names of our fields."""
    ours = {column: field for field, column in columns.items() if column}
    return msgspec.structs.replace(head, header=tuple(ours.get(name, name) for name in head.header))


def _readings(head: Head) -> tuple[Head, ...]:
    """A JSON file that is one object may be NDJSON of a single line."""
    if head.container == "json" and len(head.rows) == 1:
        return head, msgspec.structs.replace(head, container="ndjson")
    return (head,)


def _seen(head: Head) -> str:
    if head.container == "csv":
        return f"No known kind of CSV: its columns are {_listed(head.header)}."
    kind = "NDJSON" if head.container == "ndjson" else "JSON"
    first = head.rows[0] if head.rows else None
    if isinstance(first, dict):
        return f"No known kind of {kind}: its first object has the keys {_listed(first)}."
    return f"No known kind of {kind}: its rows are no objects."


def _listed(names: Any) -> str:
    shown = ", ".join(str(name)[:40] for name in list(names)[:SHOWN])
    return f"{shown} …" if len(names) > SHOWN else shown


def _hint(head: Head) -> str:
    if head.container == "csv":
        return (
            'Name its columns with --map FILE (a line each, such as likes = "Total likes"); '
            "it needs at least a time and a count. Recognised by themselves: "
            f"{_titles('csv')}."
        )
    return f"Recognised: {_titles('json', 'ndjson')}."


def _titles(*containers: str) -> str:
    return ", ".join(dict.fromkeys(format.title for format in FORMATS if format.container in containers))
