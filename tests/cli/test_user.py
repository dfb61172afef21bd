"""`cicero user create` against the database of the test."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import psycopg
import pytest

from cicero import cli
from cicero.config import settings

PASSWORD = "tiga cangkir kopi"
Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CICERO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    settings.cache_clear()


def people(database: str) -> list[tuple[Any, ...]]:
    query = """
        select username, p.name, is_admin, slug, role
        from person p left join client_person using (person_id) left join client using (client_id)
        order by person_id
    """
    with psycopg.connect(database) as connection:
        return connection.execute(query).fetchall()


def test_the_first_person_is_the_administrator(database: str, capsys: Said) -> None:
    assert cli.run(["user", "create", "Sari", "--name", "Sari Wulandari"]) == 0
    assert capsys.readouterr().out == "sari may sign in as an administrator.\n"
    assert people(database) == [("sari", "Sari Wulandari", True, None, None)]


def test_a_member_of_a_client(database: str, tmp_path: Path, capsys: Said) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("insert into client (slug, name) values ('kopi', 'Kopi')")
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\r\n")
    cli.run(["user", "create", "admin", "--password-file", str(file)])
    arguments = ["--client", "kopi", "--role", "analyst", "--password-file", str(file)]
    assert cli.run(["user", "create", "bagus", *arguments]) == 0
    assert capsys.readouterr().out.endswith("bagus may sign in and is analyst of kopi.\n")
    assert people(database)[1] == ("bagus", "bagus", False, "kopi", "analyst")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--no-admin"], "There is nobody yet"),
        (["--client", "teh"], "There is no client 'teh'"),
        (["--password-file", "/nowhere"], "The password file /nowhere cannot be read"),
    ],
)
def test_nothing_is_left_of_what_fails(database: str, arguments: list[str], said: str, capsys: Said) -> None:
    assert cli.run(["user", "create", "sari", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert people(database) == []


def test_a_password_too_short(database: str, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("kopi\n"))
    assert cli.run(["user", "create", "sari"]) == 2
    assert "at least 12" in capsys.readouterr().err
    assert people(database) == []
