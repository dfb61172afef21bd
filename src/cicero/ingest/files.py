"""Which files an import reads, in which order, and what its person told about them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from cicero.clients.client import Role
from cicero.errors import InputError
from cicero.records import AccountRef, Platform

SUFFIXES = (".json", ".ndjson", ".jsonl", ".csv", ".tsv", ".xz", ".gz")
"""What is taken from a folder; a file named outright is read whatever its name."""

_IN_NAME = re.compile(r"(20\d\d-[01]\d-[0-3]\d)(?:[T_ ]([0-2]\d)[-_:.]?([0-5]\d)[-_:.]?([0-5]\d))?")
_EDGE = 1 << 20


class ImportOptions(Struct, frozen=True, kw_only=True):
    """`role` is how the client watches accounts found in the files that it does not watch yet.

    `accounts`, one per network at most, own the rows of files that do not say whose they are.
    """

    role: Role = "own"
    zone: str | None = None
    accounts: tuple[AccountRef, ...] = ()
    platform: Platform | None = None
    columns: Mapping[str, str] = {}
    date_format: str | None = None
    observed_at: datetime | None = None


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files under these paths, each once, in order of name."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_in_folder(path)))
        elif path.exists():
            found[path.resolve()] = None
        else:
            raise InputError(f"There is no file or folder {path}.")
    if not found:
        raise InputError(f"There is nothing to import: no file ending in {', '.join(SUFFIXES)}.")
    return list(found)


def _in_folder(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.name.lower().endswith(SUFFIXES):
            yield path.resolve()


def made_at(path: Path) -> datetime:
    """When the file was made: the date in its name, as exporters write it, else its own time stamp."""
    if named := _IN_NAME.search(path.name):
        day, *clock = named.groups()
        try:
            return datetime.fromisoformat(f"{day}T{':'.join(clock) if all(clock) else '00:00:00'}+00:00")
        except ValueError:
            pass
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)


def fingerprint(path: Path) -> tuple[int, bytes]:
    """The file's size, and a mark of both its ends that recognises it again wherever it lies."""
    size = path.stat().st_size
    digest = hashlib.blake2b(str(size).encode(), digest_size=20)
    with path.open("rb") as file:
        digest.update(file.read(_EDGE))
        file.seek(max(0, size - _EDGE))
        digest.update(file.read(_EDGE))
    return size, digest.digest()
