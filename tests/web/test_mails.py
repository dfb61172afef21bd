"""Mails: in the language of who gets them, plain text, with links that no request can bend."""

from __future__ import annotations

from pathlib import Path

import pytest

from cicero.config import Settings
from cicero.db import Connection
from cicero.web import mails

VALUES = {
    "name": "Sari & Budi",
    "username": "sari",
    "link": "https://cicero.example/reset/x",
    "on": True,
    "email": "sari@teh.example",
}


@pytest.mark.parametrize("template", ["reset", "password_changed", "second_step", "email_changed"])
@pytest.mark.parametrize("language", ["en", "id"])
def test_a_mail_is_a_subject_and_plain_text(template: str, language: str) -> None:
    written = mails.write(template, language, **VALUES)
    assert written.subject
    assert "\n" not in written.subject
    assert "Sari & Budi" in written.body
    assert "https://cicero.example/reset/x\n" in written.body


def test_every_mail_is_written_in_the_language_of_who_gets_it() -> None:
    assert mails.write("reset", "id", **VALUES).subject == "Buat kata sandi baru untuk Cicero"
    assert mails.write("reset", "fr", **VALUES).subject == "Choose a new password for Cicero"


async def test_who_has_no_address_gets_none(connection: Connection) -> None:
    await mails.send(connection, None, "en", "reset", **VALUES)
    await mails.send(connection, "sari@kopi.example", "id", "reset", **VALUES)
    cursor = await connection.execute("select recipient, subject, body like %s from mail", ["Halo Sari%"])
    assert await cursor.fetchall() == [("sari@kopi.example", "Buat kata sandi baru untuk Cicero", True)]


@pytest.mark.parametrize(
    ("public_url", "led_to"),
    [
        ("https://cicero.example/", "https://cicero.example/reset/x"),
        ("", "http://127.0.0.1:8600/reset/x"),
    ],
)
def test_a_link_leads_to_the_public_address(tmp_path: Path, public_url: str, led_to: str) -> None:
    assert mails.link(Settings(data_dir=tmp_path, public_url=public_url), "/reset/x") == led_to
