"""A file through the whole of recognition, look-over and parsing, for the tests of this room."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cicero.errors import CiceroError
from cicero.records import Comment, Post, Profile, Record
from cicero.sources.files.format import Context
from cicero.sources.files.formats import recognise
from cicero.sources.files.reading import head, rows, surveyed

PAYLOADS = Path(__file__).parents[2] / "payloads" / "csv"
OBSERVED = datetime(2026, 11, 1, tzinfo=UTC)


def context(**told: Any) -> Context:
    return Context(**{"observed_at": OBSERVED, **told})


def read(path: Path, **told: Any) -> tuple[str, list[Record], list[tuple[int, str]]]:
    """(name of the format, records, (line, reason) of the rows that cannot be used)"""
    format = recognise(head(path), told.get("columns"))
    known = surveyed(path, format, context(**told))
    records: list[Record] = []
    problems = []
    for line in rows(path, format):
        try:
            if line.problem:
                problems.append((line.number, line.problem))
            else:
                records.extend(format.parse(line.value, known))
        except CiceroError as error:
            problems.append((line.number, str(error)))
    return format.name, records, problems


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def profiles(records: list[Record]) -> list[Profile]:
    return [record for record in records if isinstance(record, Profile)]


def comments(records: list[Record]) -> list[Comment]:
    return [record for record in records if isinstance(record, Comment)]


def written(tmp_path: Path, content: bytes | str) -> Path:
    path = tmp_path / "export.bin"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
