"""`cicero import` as people run it: what it says about files that cannot be used, and what a kill costs."""

from __future__ import annotations

import json
import lzma
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.ingest.test_importing import item, write

GOOD = "\n".join(json.dumps(item(number)) for number in range(1, 4)).encode() + b"\n"
PRETTY = json.dumps([item(number) for number in range(1, 4)], indent=1).encode()
CSV = "Tanggal;Akun;Platform;Suka;Komentar\n2026-01-02 10:00;kopi;instagram;{};2\n"


def cicero(database: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATABASE_URL": database, "CICERO_DATA_DIR": str(home)}
    command = [sys.executable, "-m", "cicero.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("content", "code", "said", "posts"),
    [
        (b"", 2, "is empty", 0),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n", 2, "git lfs pull", 0),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 2, "image", 0),
        (b'{"hello": "world"}', 2, "hello", 0),
        (b"colour,size\nred,12\n", 2, "--map", 0),
        (PRETTY[:-200], 4, "ends in the middle of item 3", 2),
        (GOOD[:-200], 4, "line 3", 2),
        (GOOD + b'{"id": \n' + GOOD, 4, "line 4", 3),
        (lzma.compress(GOOD * 400)[:-40], 4, "cut short", 3),
        (CSV.format("1,2 rb").encode() + b"2026-01-03;kopi\n", 4, "line 3", 1),
        (CSV.format("7").replace("Akun", "Ak\u00fcn").encode("latin-1"), 2, "--account", 0),
    ],
    ids=[
        "empty", "git-lfs", "binary", "unknown-json", "unknown-csv", "json-cut", "ndjson-cut", "bad-line",
        "xz-cut", "short-csv-row", "latin-1",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(
    database: str, tmp_path: Path, content: bytes, code: int, said: str, posts: int
) -> None:
    path = tmp_path / "export"
    path.write_bytes(content)
    done = cicero(database, tmp_path / "home", "import", str(path), "--client", "kopi", "--zone", "UTC")
    assert said.lower() in done.stderr.lower()
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == code
    with psycopg.connect(database) as connection:
        assert connection.execute("select count(*) from post").fetchone() == (posts,)


def test_text_in_latin_1_is_read_and_said(database: str, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes((CSV.format("7") + "2026-01-04 09:00;caf\u00e9.kopi;instagram;8;1\n").encode("latin-1"))
    done = cicero(database, tmp_path / "home", "import", str(path), "--client", "kopi", "--zone", "UTC")
    assert done.returncode == 0
    assert "1252" in done.stderr
    with psycopg.connect(database) as connection:
        stored = "select a.handle, a.name, p.likes from post p join account a using (account_id) order by 3"
        assert connection.execute(stored).fetchall() == [("kopi", None, 7), (None, "caf\u00e9.kopi", 8)]


def test_nothing_stored_is_lost_when_a_later_file_is_broken(database: str, tmp_path: Path) -> None:
    good, broken = tmp_path / "good.ndjson", tmp_path / "broken.ndjson"
    good.write_bytes(GOOD)
    broken.write_bytes(GOOD[: len(GOOD) // 2])
    assert cicero(database, tmp_path / "home", "import", str(good), "--client", "kopi").returncode == 0
    assert cicero(database, tmp_path / "home", "import", str(broken), "--client", "kopi").returncode == 4
    with psycopg.connect(database) as connection:
        assert connection.execute("select count(*), sum(likes) from post").fetchone() == (3, 6)


KILLS = 4
ROWS = 24_000


def test_an_import_killed_again_and_again_ends_like_one_that_was_not(
    database: str, spare_database: Callable[[], str], tmp_path: Path
) -> None:
    path = write(
        tmp_path / "many.ndjson",
        ["{broken" if number % 1_500 == 7 else item(number) for number in range(ROWS)],
    )
    for _ in range(KILLS):
        kill_in_the_middle(database, tmp_path / "home", path)
    last = cicero(database, tmp_path / "home", "import", str(path), "--client", "kopi")
    assert last.returncode == 4
    assert "where it was interrupted" in last.stderr
    calm = spare_database()
    assert cicero(calm, tmp_path / "calm", "import", str(path), "--client", "kopi").returncode == 4
    assert stored(database) == stored(calm)
    assert rejects(tmp_path / "home") == rejects(tmp_path / "calm")


def kill_in_the_middle(database: str, home: Path, path: Path) -> None:
    """Kill an import once it has stored something more, before it is done."""
    environment = {**os.environ, "DATABASE_URL": database, "CICERO_DATA_DIR": str(home)}
    command = [sys.executable, "-m", "cicero.cli", "import", str(path), "--client", "kopi"]
    with psycopg.connect(database, autocommit=True) as connection:
        before = rows_read(connection)
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        while process.poll() is None and rows_read(connection) < before + 2_000:
            time.sleep(0.005)
        assert process.poll() is None, "the import was done before it could be killed"
        process.send_signal(signal.SIGKILL)
        process.wait()


def rows_read(connection: psycopg.Connection[Any]) -> int:
    row = connection.execute("select coalesce(max(rows_read), 0) from import_file").fetchone()
    return int(row[0]) if row else 0


STORED = (
    "select p.*, a.handle from post p join account a using (account_id) order by post_id",
    "select * from post_snapshot order by 1, 2, 3",
    "select account_id, post_id, sign, tag from post join tag on tag_id = any(tags) order by 1, 2, 3, 4",
    "select rows_read, posts, rejected, status from import_file",
)


def stored(database: str) -> list[Any]:
    with psycopg.connect(database) as connection:
        return [connection.execute(query).fetchall() for query in STORED]


def rejects(home: Path) -> list[bytes]:
    (path,) = (home / "rejects").iterdir()
    return path.read_bytes().splitlines()
