"""`cicero mail` against the database of the test."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from cicero import cli
from cicero.config import settings

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CICERO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database)
    settings.cache_clear()


def test_the_link_of_a_mail_that_was_not_sent_is_found_on_the_server(database: str, capsys: Said) -> None:
    with psycopg.connect(database) as connection:
        connection.execute(
            "insert into mail (recipient, subject, body, state) values "
            "('sari@example.org', 'Undangan', 'https://example.org/rahasia', 'kept'), "
            "('bagus@example.org', 'Undangan', null, 'sent')"
        )
    assert cli.run(["mail"]) == 0
    told = capsys.readouterr().out
    assert "sari@example.org" in told
    assert "rahasia" not in told
    assert cli.run(["mail", "show", "1"]) == 0
    assert "https://example.org/rahasia" in capsys.readouterr().out
    assert cli.run(["mail", "show", "2"]) == 2
    assert "is deleted" in capsys.readouterr().err


def test_a_test_says_what_is_missing_and_what_the_server_says(
    capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.run(["mail", "test", "sari@example.org"]) == 2
    assert "Set CICERO_SMTP_HOST" in capsys.readouterr().err
    monkeypatch.setenv("CICERO_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("CICERO_SMTP_PORT", "9")
    settings.cache_clear()
    assert cli.run(["mail", "test", "sari@example.org"]) == 5
    assert "127.0.0.1, port 9 cannot be reached" in capsys.readouterr().out
