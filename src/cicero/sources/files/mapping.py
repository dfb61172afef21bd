"""The file of `--map`: which column holds which of our fields, where a CSV's own names do not say it.

url = "Post address"
date = "When"
likes = "Thumbs up"
shares = ""                  # there is no such column, whatever a name may look like
date_format = "%d/%m/%Y"     # optional, as are zone and platform
zone = "Asia/Jakarta"
platform = "tiktok"
"""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Mapping as Dict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from cicero.errors import FormatError, InputError
from cicero.periods import zone_info
from cicero.records import Platform
from cicero.sources.files import cells
from cicero.sources.files.columns import FIELDS

OPTIONS = ("zone", "platform", "date_format")


class Mapping(Struct, frozen=True, kw_only=True):
    columns: Dict[str, str] = {}
    zone: str | None = None
    platform: Platform | None = None
    date_format: str | None = None


def read_mapping(path: Path) -> Mapping:
    """The mapping in a TOML or JSON file; InputError says which entry cannot be used and what can."""
    told = _loaded(path)
    for name, value in told.items():
        if not isinstance(value, str):
            raise InputError(f'{path}: {name} must be text in quotes, such as {name} = "Column".')
        if name not in FIELDS and name not in OPTIONS:
            raise InputError(f"{path}: there is no field named {name!r}.", _alike(name))
    platform = told.get("platform", "")
    found = cells.platform(platform)
    return Mapping(
        columns={name: value for name, value in told.items() if _is_column(name, value)},
        zone=_zone(path, told.get("zone")),
        platform=found,
        date_format=_date_format(path, told.get("date_format")),
    )


def check_columns(columns: Dict[str, str], header: tuple[str, ...]) -> None:
    """FormatError when a mapped column is not in the file."""
    for field, column in columns.items():
        if column and column not in header:
            close = difflib.get_close_matches(column, header, 1)
            hint = f"Did you mean {close[0]!r}?" if close else f"It has: {', '.join(header)}."
            raise FormatError(f"The file has no column {column!r}, which --map names for {field}.", hint)


def _is_column(name: str, value: str) -> bool:
    """`platform = "tiktok"` is the platform itself, `platform = "Network"` a column."""
    return name in FIELDS and not (name == "platform" and cells.platform(value))


def _zone(path: Path, zone: str | None) -> str | None:
    if zone is not None:
        try:
            zone_info(zone)
        except InputError as error:
            raise InputError(f"{path}: {error}", error.hint) from None
    return zone


def _date_format(path: Path, date_format: str | None) -> str | None:
    """The format, if it writes days, months and years so that they can be read back."""
    if not date_format:
        return None
    day = datetime(2026, 1, 31, tzinfo=UTC)
    try:
        fits = datetime.strptime(day.strftime(date_format), date_format).date() == day.date()  # noqa: DTZ007
    except ValueError:
        fits = False
    if not fits:
        hint = 'Such as "%d/%m/%Y %H:%M": %d day, %m month, %Y year, %H hour, %M minute.'
        raise InputError(f"{path}: date_format {date_format!r} does not describe a date.", hint)
    return date_format


def _alike(name: str) -> str:
    close = difflib.get_close_matches(name.lower(), [*FIELDS, *OPTIONS], 1, 0.5)
    known = f"The fields are {', '.join(FIELDS)}, and the options {', '.join(OPTIONS)}."
    return f"Did you mean {close[0]}? {known}" if close else known


def _loaded(path: Path) -> dict[str, Any]:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The mapping {path} cannot be read: {error}.") from None
    try:
        found = json.loads(content) if content.lstrip().startswith("{") else tomllib.loads(content)
    except (ValueError, RecursionError) as error:
        hint = 'Write a line for each field, such as likes = "Total likes".'
        raise InputError(f"The mapping {path} is neither TOML nor JSON: {error}.", hint) from None
    return dict(found)
