"""The books of imports: one row per file, with the resume point."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct

from cicero.db import Connection, execute, fetch_one, sql
from cicero.errors import DatabaseError


class Entry(Struct, frozen=True, kw_only=True):
    import_id: int
    rows_read: int = 0
    posts: int = 0
    profiles: int = 0
    comments: int = 0
    rejected: int = 0


async def begin(connection: Connection, client_id: int, path: Path, size: int, fingerprint: bytes) -> Entry:
    """The entry of an interrupted import of the same file for the same client, else a new one."""
    parameters = {
        "client_id": client_id,
        "fingerprint": fingerprint,
        "path": str(path),
        "size": size,
    }
    entry = await fetch_one(connection, sql(__package__, "interrupted_import"), parameters, Entry)
    entry = entry or await fetch_one(connection, sql(__package__, "begin_import"), parameters, Entry)
    if entry is None:
        raise DatabaseError("The import could not be entered in the books.")
    return entry


async def advance(connection: Connection, entry: Entry) -> None:
    """Move the resume point, in the transaction that stores what was read up to it."""
    values = {name: getattr(entry, name) for name in entry.__struct_fields__}
    await execute(connection, sql(__package__, "advance_import"), values)


async def finish(
    connection: Connection, entry: Entry, status: Literal["done", "failed"], message: str
) -> None:
    parameters = {"import_id": entry.import_id, "status": status, "message": message or None}
    await execute(connection, sql(__package__, "finish_import"), parameters)
