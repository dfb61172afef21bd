"""Every `.sql` file of every room is one query that the migrated database understands."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

SOURCE = Path(__file__).parents[2] / "src" / "cicero"
FILES = sorted(path for path in SOURCE.rglob("*.sql") if "migrations" not in path.parts)

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%|%")


def prepare(connection: psycopg.Connection[tuple[object, ...]], path: Path) -> None:
    """Have the server look up the names, types and tables of the one statement in a file."""
    text = numbered(path.read_text(encoding="utf-8"))
    answer = connection.pgconn.prepare(b"checked", text.encode())
    if answer.status != psycopg.pq.ExecStatus.COMMAND_OK:
        raise AssertionError(f"{path.relative_to(SOURCE.parent)}: {answer.error_message.decode()}")
    connection.execute("deallocate checked")


def numbered(text: str) -> str:
    """psycopg's `%(name)s` as PostgreSQL's `$1`, the same number for the same name."""
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        if found[1] is None:
            raise AssertionError(f"a percent sign alone must be doubled: …{text[found.start() :][:20]}")
        return f"${numbers.setdefault(found[1], len(numbers) + 1)}"

    return PLACEHOLDER.sub(number, text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_the_database_understands(database: str, path: Path) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        prepare(connection, path)


def test_there_are_files_to_check() -> None:
    assert FILES != []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("select nothing_known from post", 'column "nothing_known" does not exist'),
        ("select * from no_such_table where a = %(a)s", 'relation "no_such_table" does not exist'),
        ("selec 1", 'syntax error at or near "selec"'),
        ("select account_id from account where account_id = %(id)s::text", "operator does not exist"),
        ("select 1; select 2", "cannot insert multiple commands"),
        ("select * from post where caption like '%x'", "a percent sign alone must be doubled"),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    path = tmp_path / "room" / "broken.sql"
    path.parent.mkdir()
    path.write_text(text)
    monkeypatch.setattr(f"{__name__}.SOURCE", tmp_path / "room")
    with psycopg.connect(database, autocommit=True) as connection, pytest.raises(AssertionError) as raised:
        prepare(connection, path)
    assert said in str(raised.value)


def test_names_become_numbers() -> None:
    text = "select %(a)s::int, %(b)s, %(a)s where x like '50%%'"
    assert numbered(text) == "select $1::int, $2, $1 where x like '50%'"
