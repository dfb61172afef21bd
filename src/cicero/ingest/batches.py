"""Rows of a file made into batches that one transaction stores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from cicero.errors import CiceroError
from cicero.records import Comment, Post, Profile
from cicero.sources.files.format import Context, Format, Line

BATCH_ROWS = 2000


class Reject(Struct, frozen=True):
    """A row set aside: where it stands in the file, why it cannot be used, and what it said."""

    row: int
    line: int
    reason: str
    raw: str


class Batch(Struct, kw_only=True):
    """`rows` is how many rows of the file have been read once this batch is stored: the resume point."""

    rows: int
    size: int = 0
    """Bytes or characters of the file that the rows took, as far as they are known: for the progress bar."""
    posts: list[Post] = []
    profiles: list[Profile] = []
    comments: list[tuple[int, Line, Comment]] = []
    """Each with its row, to be reported should its post turn out to be unknown."""
    rejects: list[Reject] = []


def batches(lines: Iterable[Line], format_: Format, context: Context, rows: int) -> Iterator[Batch]:
    """Parse line after line; `rows` have been read before. The last batch may be empty."""
    batch = Batch(rows=rows)
    for line in lines:
        batch.rows += 1
        if isinstance(line.source, bytes | str):
            batch.size += len(line.source)
        _take(batch, line, format_, context)
        if batch.rows % BATCH_ROWS == 0:
            yield batch
            batch = Batch(rows=batch.rows)
    yield batch


def _take(batch: Batch, line: Line, format_: Format, context: Context) -> None:
    if line.problem:
        batch.rejects.append(refuse(batch.rows, line, line.problem))
        return
    try:
        records = list(format_.parse(line.value, context))
    except CiceroError as error:
        batch.rejects.append(refuse(batch.rows, line, str(error)))
        return
    for record in records:
        if isinstance(record, Post):
            batch.posts.append(record)
        elif isinstance(record, Profile):
            batch.profiles.append(record)
        else:
            batch.comments.append((batch.rows, line, record))


def refuse(row: int, line: Line, reason: str) -> Reject:
    return Reject(row, line.number, reason, line.raw)
