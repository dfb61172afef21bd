"""`cicero db …` as a person types it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

RUN = "import sys; from cicero.cli.db import app; sys.exit(app(sys.argv[1:], result_action='return_value'))"


def cicero_db(database: str, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "DATABASE_URL": database, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def test_migrate_says_what_it_did_and_then_that_nothing_is_left(database: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("drop schema public cascade; create schema public")
    first, second = cicero_db(database, "migrate"), cicero_db(database, "migrate")
    assert first.stdout.startswith("applied 0001_")
    assert (second.stdout, second.stderr, second.returncode) == ("The database is up to date.\n", "", 0)


def test_shell_is_psql_on_the_database_with_its_exit_code(database: str) -> None:
    answered = cicero_db(
        database, "shell", stdin="\\pset format unaligned\n\\t on\nselect count(*) from post;\n"
    )
    assert answered.stdout.splitlines()[-1] == "0"
    assert answered.returncode == 0
    assert cicero_db(database, "shell", stdin="\\set ON_ERROR_STOP 1\nselec;\n").returncode == 3


def test_backup_and_restore(database: str, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    with psycopg.connect(database) as connection:
        connection.execute("insert into client (slug, name) values ('a', 'A')")
    told = cicero_db(database, "backup", str(file)).stdout
    assert re.fullmatch(rf"{re.escape(str(file))}: 0\.\d MB\n", told)
    with psycopg.connect(database) as connection:
        connection.execute("delete from client")
    restored = cicero_db(database, "restore", str(file))
    assert (restored.stdout, restored.stderr) == (f"{file} is restored.\n", "")
    with psycopg.connect(database) as connection:
        assert connection.execute("select slug from client").fetchall() == [("a",)]


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_help_names_the_option_that_gives_something_up(database: str, command: str) -> None:
    assert "--replace" in cicero_db(database, command, "--help").stdout
