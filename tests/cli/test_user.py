"""`cicero user` against the database of the test."""

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


def test_another_password_ends_every_session(
    database: str, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.run(["user", "create", "sari"])
    before = _credential(database)
    monkeypatch.setattr("sys.stdin", io.StringIO("empat cangkir teh\n"))
    assert cli.run(["user", "password", "Sari"]) == 0
    told = "sari has another password now. All their sessions have ended; API keys go on.\n"
    assert capsys.readouterr().out.endswith(told)
    with psycopg.connect(database) as connection:
        assert connection.execute("select count(*) from session").fetchone() == (0,)
        notes = connection.execute("select actor, action, thing from audit order by audit_id").fetchall()
        assert [(action, thing) for _, action, thing in notes] == [
            ("person.create", "sari"), ("password.change", "sari"),
        ]  # fmt: skip
        assert all(actor.endswith("command line)") for actor, _, _ in notes)
    assert _credential(database) != before
    file = tmp_path / "weak"
    file.write_text("sari\n")
    assert cli.run(["user", "password", "sari", "--password-file", str(file)]) == 2
    assert "too short" in capsys.readouterr().err
    assert cli.run(["user", "password", "nobody", "--password-file", str(file)]) == 2
    assert "There is no person 'nobody'." in capsys.readouterr().err


def test_who_lost_the_phone_signs_in_with_the_password_alone(database: str, capsys: Said) -> None:
    cli.run(["user", "create", "sari"])
    assert cli.run(["user", "no-second-step", "sari"]) == 0
    assert capsys.readouterr().out.endswith("sari has not switched two-step sign-in on.\n")
    with psycopg.connect(database) as connection:
        connection.execute("update credential set sealed_totp = 'x', totp_since = now()")
        connection.execute(
            "insert into recovery_code (person_id, code_hash) select person_id, 'x' from person"
        )
    assert cli.run(["user", "no-second-step", "sari"]) == 0
    assert capsys.readouterr().out == "sari signs in with the password alone now.\n"
    with psycopg.connect(database) as connection:
        state = "select sealed_totp, totp_since, (select count(*) from recovery_code) from credential"
        assert connection.execute(state).fetchone() == (None, None, 0)
        actions = connection.execute("select action from audit order by audit_id").fetchall()
        assert actions == [("person.create",), ("second_step.end",)]


def _credential(database: str) -> Any:
    """The hash; somebody is signed in with it."""
    with psycopg.connect(database) as connection:
        connection.execute(
            "insert into session (token_hash, person_id, expires_at)"
            " select 'x', person_id, now() + interval '1 day' from person on conflict do nothing"
        )
        return connection.execute("select password_hash from credential").fetchone()
