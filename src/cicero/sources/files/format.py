"""What a file format is, for the registry: how it is recognised, what a row is, how it is parsed.

Everything here is pure: no clock, no network, no database, no settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

from cicero.records import Platform, Record
from cicero.sources.networks.seen import Seen

Container = Literal["json", "ndjson", "csv"]
"""`json`: an array of rows, or an object that is or holds (at `within`) the rows. All may be `.xz`, `.gz`."""

RAW_LIMIT = 1 << 16
"""Characters of a row that are kept when it is set aside."""


class Context(Seen, frozen=True, kw_only=True):
    """What a parser must be told because the row does not say it.

    `observed_at` is when the file was made: counters of rows without a time of their own were seen then.
    `zone` reads wall-clock times without zone. `account` owns rows that do not name theirs, `platform`
    is theirs where they do not say it. `columns` maps our field names to the file's column names (`--map`)
    and `date_format` says how the file writes dates (`strptime` codes). `post_id` is the post that comments
    are on where their rows do not say it (instaloader's).

    A look over the whole file (`Format.survey`) completes it: zone and columns where they can be found
    out, `day_first` for dates like 03/04/2026, `unmeasured` (platform and column of the counters that are
    zero or blank in every row), `followers` by account name at `observed_at`, and `notes` that tell people
    what was found out.
    """

    platform: Platform | None = None
    columns: Mapping[str, str] = {}
    date_format: str | None = None
    day_first: bool | None = None
    unmeasured: frozenset[tuple[Platform, str]] = frozenset()
    followers: Mapping[str, int] = {}
    notes: tuple[str, ...] = ()


class Head(Struct, frozen=True, kw_only=True):
    """The beginning of a file, enough to recognise its kind.

    `rows` are its first few rows, decoded (JSON values, or dicts of a CSV's cells); `header` are a CSV's
    column names, empty for the other containers. `notes` are sentences for people about how the file is
    being read, such as its encoding when that had to be guessed.
    """

    container: Container
    rows: tuple[Any, ...]
    header: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Line(Struct, frozen=True, kw_only=True):
    """One row of a file: its `value` decoded into `Format.row`, or the `problem` that it has.

    `number` counts lines of the file from 1 (NDJSON, CSV: the line on which the row begins) or items of a
    JSON array. `source` is what `raw` is made from.
    """

    number: int
    value: Any = None
    problem: str | None = None
    source: bytes | str | Any = None

    @property
    def raw(self) -> str:
        """The row as it stands in the file, shortened when it is very long."""
        text = _text(self.source)
        if len(text) > RAW_LIMIT:
            text = text[:RAW_LIMIT] + " …"
        return text.encode("utf-8", "backslashreplace").decode()


def _text(source: Any) -> str:
    if isinstance(source, bytes):
        return source[: 4 * RAW_LIMIT].decode("utf-8", "backslashreplace").rstrip("\r\n")
    if isinstance(source, str):
        return source[: RAW_LIMIT + 1].rstrip("\r\n")
    try:
        return "" if source is None else msgspec.json.encode(source).decode()
    except (ValueError, TypeError, RecursionError):
        return str(source)[:RAW_LIMIT]


class Format(Struct, frozen=True, kw_only=True):
    """One kind of file. `matches` looks at content alone, never at the file's name.

    `row` is the msgspec type that a row is decoded into (unknown fields are skipped, which is what makes
    big files fast); `parse` turns one row into records or raises `RowError`.
    `within` is the path to the array for JSON objects that hold their rows inside.
    `names_account` is false where rows never say whose they are, so that `Context.account` is needed.
    `survey` looks over all rows once before they are parsed and returns the completed context (CSV only:
    zone, order of day and month, columns that were not measured); it raises FormatError with a hint when
    the file cannot be read without being told more.
    """

    name: str
    title: str
    container: Container
    row: Any
    matches: Callable[[Head], bool]
    parse: Callable[[Any, Context], Iterator[Record]]
    within: str = ""
    names_account: bool = True
    survey: Callable[[Iterator[Any], Context], Context] | None = None
