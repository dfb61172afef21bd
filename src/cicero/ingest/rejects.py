"""Rows that could not be used, kept aside with the reason so that nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from cicero.ingest.batches import Reject


def rejects_path(data_dir: Path, import_id: int, source: Path) -> Path:
    return data_dir / "rejects" / f"{import_id}-{source.name}.rejects.ndjson"


def keep(path: Path, source: Path, rejects: Sequence[Reject]) -> None:
    """Append to the rejects file, one JSON object a line: file, row, line, reason and the row as it came."""
    if not rejects:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        for reject in rejects:
            file.write(msgspec.json.encode({"file": str(source), **msgspec.structs.asdict(reject)}) + b"\n")


def forget_after(path: Path, rows: int) -> None:
    """Drop what an interrupted run wrote beyond its last stored row; those rows will be read again."""
    if not path.exists():
        return
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if _row(line) <= rows))


def _row(line: bytes) -> int:
    """The row of a line; a line cut by the kill counts as beyond the end."""
    try:
        return int(msgspec.json.decode(line)["row"])
    except (msgspec.DecodeError, KeyError, TypeError):
        return 1 << 62
