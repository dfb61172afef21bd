"""The registry: every kind of file that Cicero reads, and how one is recognised from its content."""

from __future__ import annotations

from typing import Any

import msgspec

from cicero.errors import FormatError
from cicero.sources.files import (
    apify,
    clockworks,
    instagram_items,
    instaloader,
    scrapfly,
    tiktok_comments,
    tiktok_items,
    tiktok_profiles,
    ytdlp,
    zeeschuimer,
)
from cicero.sources.files.format import Format, Head

# One line per family; the first that matches wins, so the generic ones stand last.
FORMATS: tuple[Format, ...] = (
    *zeeschuimer.FORMATS,
    *instaloader.FORMATS,
    *ytdlp.FORMATS,
    *clockworks.FORMATS,
    *tiktok_items.FORMATS,
    *tiktok_profiles.FORMATS,
    *tiktok_comments.FORMATS,
    *scrapfly.FORMATS,
    *instagram_items.FORMATS,
    *apify.FORMATS,
)

SHOWN = 12


def recognise(head: Head, *, mapped: bool = False) -> Format:
    """The format of a file with that head; FormatError, saying what was seen, when there is none.

    `mapped`: the columns of the CSV are named by the caller (`--map`), so only the generic format will do.
    """
    for candidate in _readings(head):
        for format in FORMATS:
            if format.container != candidate.container or (mapped and format.name != "csv"):
                continue
            if format.matches(candidate):
                return format
    raise FormatError(_seen(head), _known(head))


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


def _known(head: Head) -> str:
    if head.container == "csv":
        return (
            'Name its columns with --map FILE (a line each, such as likes = "Total likes"); '
            "it needs at least a time and a count. Recognised by themselves: "
            f"{_titles('csv')}."
        )
    return f"Recognised: {_titles('json', 'ndjson')}."


def _titles(*containers: str) -> str:
    return ", ".join(dict.fromkeys(format.title for format in FORMATS if format.container in containers))
