"""A key that was given to Cicero is nowhere to be read: sealed in the database, hidden everywhere else."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
import traceback
from base64 import b64encode
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import psycopg
import pytest
import structlog

from cicero.config import Settings, load
from cicero.db import backups
from cicero.errors import CiceroError
from cicero.secret import Secret, installation_key, seal, unseal

KEY = "b7e1c0ffee5ba5ebea11dec0dedeadf00d42"
OWN = "this-installation-says-open-sesame"


def forms(key: str) -> list[bytes]:
    """The key as it is, and as it looks after the ways in which a dump or a log writes bytes."""
    whole = [b64encode((b"\0" * pad) + key.encode())[4 * (pad > 0) : -4] for pad in range(3)]
    return [key.encode(), key.encode().hex().encode(), key[::-1].encode(), *whole]


def found(key: str, text: bytes) -> list[bytes]:
    return [form for form in forms(key) if form in text]


@pytest.fixture
def settings(database: str, tmp_path: Path) -> Settings:
    return load({"DATABASE_URL": database, "CICERO_DATA_DIR": str(tmp_path), "CICERO_SECRET": OWN})


@pytest.fixture
def stored(database: str, settings: Settings) -> bytes:
    """A source with its key in the database, as sealed there."""
    sealed = seal(settings, Secret(KEY))
    with psycopg.connect(database) as connection:
        connection.execute(
            "insert into source (name, url, sealed_key, sealed_fallback_key) values ('kopi', %s, %s, %s)",
            ["https://source.example", sealed, sealed],
        )
    return sealed


def cicero(settings: Settings, *arguments: str, stdin: str = "") -> bytes:
    """What a command writes to standard output and standard error together."""
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "CICERO_DATA_DIR": str(settings.data_dir),
        "CICERO_SECRET": settings.secret,
        "CICERO_LOG_LEVEL": "debug",
    }
    command = [sys.executable, "-m", "cicero.cli", *arguments]
    done = subprocess.run(
        command, input=stdin.encode(), capture_output=True, check=False, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout + done.stderr


def test_it_is_found_where_it_is(settings: Settings) -> None:
    for form in forms(KEY):
        assert found(KEY, b"..." + form + b"...")
    for pad in range(3):
        assert found(KEY, b64encode(b"x" * pad + KEY.encode()))
    assert unseal(settings, seal(settings, Secret(KEY))).reveal() == KEY


def test_no_backup_holds_it_plain(settings: Settings, stored: bytes, tmp_path: Path) -> None:
    said = cicero(settings, "db", "backup", str(tmp_path / "backup"))
    packed = (tmp_path / "backup").read_bytes()
    dump = unpacked(settings, tmp_path / "backup")
    assert stored.hex().encode() in dump, "the dump was not read"
    for text in (said, packed, dump):
        assert found(KEY, text) == []
        assert found(OWN, text) == []


def unpacked(settings: Settings, backup: Path) -> bytes:
    """The backup as the SQL that it holds."""
    command = backups.command(settings, None, "pg_restore", "--file=-", str(backup))
    return subprocess.run(command.line, capture_output=True, check=True, env=command.environment).stdout


def test_the_database_holds_it_nowhere_plain(settings: Settings, stored: bytes) -> None:
    text = cicero(settings, "db", "shell", stdin="copy source to stdout;\n")
    assert stored.hex().encode() in text
    assert found(KEY, text) == []


@pytest.mark.usefixtures("stored")
def test_commands_that_print_settings_hide_secrets(settings: Settings) -> None:
    said = cicero(settings, "config")
    assert b"CICERO_SECRET" in said
    assert found(KEY, said) + found(OWN, said) == []


def test_printing_logging_and_failing_show_nothing(settings: Settings, stored: bytes) -> None:
    secret = Secret(KEY)
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        print(secret, [secret], {"key": secret}, f"{secret!r} {secret!s}")
        logging.getLogger("cicero.keys").error("asked with %s", secret)
        structlog.get_logger("cicero.keys").error("asked", key=secret)
        try:
            unseal(Settings(data_dir=settings.data_dir, secret="another"), stored)
        except CiceroError:
            traceback.print_exc()
        print(settings, failed(secret, settings))
    assert "sealed with another CICERO_SECRET" in out.getvalue()
    assert "asked" in out.getvalue()
    assert found(KEY, out.getvalue().encode()) + found(OWN, out.getvalue().encode()) == []


def failed(secret: Secret, settings: Settings) -> str:
    """The most talkative traceback there is, of an error raised while secrets were at hand."""
    try:
        raise CiceroError(f"{settings.host} refused {secret}.")
    except CiceroError as error:
        return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())


def test_the_installations_own_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    made = installation_key(Settings(data_dir=tmp_path))
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
    assert installation_key(Settings(data_dir=tmp_path)) == made


def test_a_traceback_in_the_log_shows_no_values() -> None:
    code = """
import logging
from cicero.app.log import set_up_log
from cicero.config import load
set_up_log(load({}))
password = "tiga" + "cangkir"
try:
    raise ZeroDivisionError
except ZeroDivisionError:
    logging.getLogger("x").exception("broken")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "ZeroDivisionError" in done.stderr
    assert "tigacangkir" not in done.stderr
