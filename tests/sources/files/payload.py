"""A payload or a real export read the way an import reads it, for the tests of the formats."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cicero.errors import CiceroError
from cicero.records import Comment, Post, Profile, Record
from cicero.sources.files.format import Context
from cicero.sources.files.formats import recognise
from cicero.sources.files.reading import head, rows

PAYLOADS = Path(__file__).parents[2] / "payloads"
MADE = datetime(2025, 3, 1, tzinfo=UTC)
T = 1740000000


class Reading:
    """What a file is and what is in it; `problems` are (row, reason)."""

    def __init__(self, path: Path, **told: Any) -> None:
        context = Context(**{"observed_at": MADE, **told})
        self.format = recognise(head(path))
        self.records: list[Record] = []
        self.problems: list[tuple[int, str]] = []
        for line in rows(path, self.format):
            if line.problem:
                self.problems.append((line.number, line.problem))
                continue
            try:
                self.records += list(self.format.parse(line.value, context))
            except CiceroError as error:
                self.problems.append((line.number, str(error)))

    @property
    def posts(self) -> list[Post]:
        return [record for record in self.records if isinstance(record, Post)]

    @property
    def profiles(self) -> list[Profile]:
        return [record for record in self.records if isinstance(record, Profile)]

    @property
    def comments(self) -> list[Comment]:
        return [record for record in self.records if isinstance(record, Comment)]


def read(name: str, **told: Any) -> Reading:
    return Reading(PAYLOADS / name, **told)


def at(seconds: float) -> datetime:
    return datetime.fromtimestamp(T + seconds, UTC)
