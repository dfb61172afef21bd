from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cicero.errors import InputError
from cicero.ingest.files import find_files, fingerprint, made_at


def test_a_folder_gives_its_exports_and_nothing_hidden(tmp_path: Path) -> None:
    for name in ("b.json", "a.csv", "notes.md", ".hidden.json", "deep/c.ndjson.gz", ".git/d.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert [path.name for path in find_files([tmp_path])] == ["a.csv", "b.json", "c.ndjson.gz"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    assert len(find_files([tmp_path, tmp_path / "a.csv"])) == 1


def test_a_missing_path_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file or folder"):
        find_files([tmp_path / "nothing.json"])
    with pytest.raises(InputError, match="nothing to import"):
        find_files([tmp_path])


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("channel__2024-02-27_18d33b8.json", datetime(2024, 2, 27, tzinfo=UTC)),
        (
            "zeeschuimer-export-tiktok.com-2026-02-08T22_14_09.ndjson",
            datetime(2026, 2, 8, 22, 14, 9, tzinfo=UTC),
        ),
        ("2026-13-45.json", datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)),
        ("plain.json", datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)),
    ],
)
def test_when_a_file_was_made(tmp_path: Path, name: str, made: datetime) -> None:
    path = tmp_path / name
    path.write_text("x")
    stamp = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC).timestamp()
    os.utime(path, (stamp, stamp))
    assert made_at(path) == made


def test_a_file_is_recognised_wherever_it_lies_and_not_once_it_changed(tmp_path: Path) -> None:
    first, moved, longer = (tmp_path / name for name in "abc")
    first.write_bytes(b"x" * 3_000_000)
    moved.write_bytes(b"x" * 3_000_000)
    longer.write_bytes(b"x" * 3_000_001)
    assert fingerprint(first) == fingerprint(moved) != fingerprint(longer)
