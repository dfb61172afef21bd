"""What a file format is, for the registry in `formats`: how it is recognised, what a row is, how it is parsed.

Everything here is pure: no clock, no network, no database, no settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from cicero.errors import FormatError
from cicero.records import AccountRef, Record

Container = Literal["json", "ndjson", "csv"]
"""`json`: an array of rows, or an object that is (or holds, at `within`) the rows. Any may be `.xz` or `.gz`."""


class RowError(FormatError):
    """A row that cannot be used, with the reason; the rows around it are not touched."""


class Context(Struct, frozen=True, kw_only=True):
    """What a parser must be told because the row does not say it.

    `observed_at` is when the file was made: counters of rows without a time of their own were seen then.
    `zone` reads wall-clock times without zone. `account` owns rows that do not name theirs.
    `columns` maps our field names to the file's column names (`--map`).
    """

    observed_at: datetime
    zone: str | None = None
    account: AccountRef | None = None
    columns: Mapping[str, str] = {}


class Head(Struct, frozen=True, kw_only=True):
    """The beginning of a file, enough to recognise its kind.

    `rows` are its first few rows, decoded (JSON values, or dicts of a CSV's cells); `header` are a CSV's
    column names, empty for the other containers.
    """

    container: Container
    rows: tuple[Any, ...]
    header: tuple[str, ...] = ()


class Format(Struct, frozen=True, kw_only=True):
    """One kind of file. `matches` looks at content alone, never at the file's name.

    `row` is the msgspec type that a row is decoded into (unknown fields are skipped, which is what makes
    big files fast); `parse` turns one row into records or raises `RowError`.
    `within` is the path to the array for JSON objects that hold their rows inside.
    `names_account` is false where rows never say whose they are, so that `Context.account` is needed.
    """

    name: str
    title: str
    container: Container
    row: Any
    matches: Callable[[Head], bool]
    parse: Callable[[Any, Context], Iterator[Record]]
    within: str = ""
    names_account: bool = True
