"""Mails against a real SMTP server in this process."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cicero import mail
from cicero.config import Settings
from cicero.db import APP_ROLE, EVERYTHING, NOBODY, Connection, Pool, open_pool, scoped
from cicero.errors import InputError
from cicero.mail import delivery

PASSWORD = "kunci-surat-4711"


class Postbox:
    """Keeps what comes; `answers` are given first, one for each mail, instead of taking it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 taken"

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address.startswith("nobody"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    @property
    def texts(self) -> list[str]:
        return [one.get_content().strip() for one in self.mails]


Open = Callable[..., tuple[Postbox, Settings]]


@pytest.fixture
def smtp(tmp_path: Path) -> Iterator[Open]:
    """Opens a mail server; what it is asked for besides becomes settings of Cicero."""
    running: list[Controller] = []

    def open_server(controller: dict[str, Any] | None = None, **chosen: Any) -> tuple[Postbox, Settings]:
        postbox = Postbox()
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        running.append(Controller(postbox, hostname="127.0.0.1", port=port, **(controller or {})))
        running[-1].start()
        values = {"smtp_security": "none", "mail_from": "Cicero <cicero@example.org>", **chosen}
        return postbox, Settings(data_dir=tmp_path, smtp_host="localhost", smtp_port=port, **values)

    yield open_server
    for one in running:
        one.stop()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS, and the file by which clients can trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    begin = datetime.now(UTC) - timedelta(days=1)
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, begin, begin + timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = tmp_path / "key.pem"
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, private)
    return context, file


async def stored(connection: Connection) -> list[tuple[Any, ...]]:
    query = "select recipient, state, failures, body is null from mail order by mail_id"
    return await (await connection.execute(query)).fetchall()


async def fail_sooner(connection: Connection) -> None:
    await connection.execute("update mail set retry_at = now()")


async def test_a_mail_is_sent_once_and_its_text_is_gone(
    smtp: Open, pool: Pool, connection: Connection
) -> None:
    postbox, settings = smtp()
    await mail.post(connection, "sari@example.org", "Selamat datang di Cicero – Kopi", "Buka tautan ini: äöü")
    assert await mail.due(connection)
    assert (await mail.deliver(pool, settings), await mail.deliver(pool, settings)) == (1, 0)
    assert await stored(connection) == [("sari@example.org", "sent", 0, True)]
    assert not await mail.due(connection)
    (got,) = postbox.mails
    assert postbox.texts == ["Buka tautan ini: äöü"]
    assert (got["from"], got["to"]) == ("Cicero <cicero@example.org>", "sari@example.org")
    assert got["subject"] == "Selamat datang di Cicero – Kopi"
    assert got["auto-submitted"] == "auto-generated"
    assert got["message-id"].endswith("@example.org>")


async def test_several_workers_send_each_mail_once_and_one_alone_in_order(
    smtp: Open, pool: Pool, connection: Connection
) -> None:
    postbox, settings = smtp()
    for number in range(6):
        await mail.post(connection, "sari@example.org", "Halo", str(number))
    await mail.deliver(pool, settings)
    assert postbox.texts == ["0", "1", "2", "3", "4", "5"]
    for number in range(6, 16):
        await mail.post(connection, "sari@example.org", "Halo", str(number))
    sent = await asyncio.gather(*(mail.deliver(pool, settings) for _ in range(3)))
    assert sum(sent) == 10
    assert sorted(postbox.texts, key=int) == [str(number) for number in range(16)]


async def test_what_is_refused_for_now_is_tried_again_after_growing_pauses(
    smtp: Open, pool: Pool, connection: Connection
) -> None:
    postbox, settings = smtp()
    postbox.answers = ["451 come back later", "451 come back later"]
    await mail.post(connection, "sari@example.org", "Halo", "teks")
    waits = []
    for _ in range(2):
        assert await mail.deliver(pool, settings) == 0
        assert not await mail.due(connection)
        row = await (
            await connection.execute("select extract(epoch from retry_at - now()), message from mail")
        ).fetchone()
        assert row is not None
        waits.append(round(float(row[0]), -1))
        assert row[1] == "451 come back later"
        await fail_sooner(connection)
    assert waits == [60, 240]
    assert await mail.deliver(pool, settings) == 1
    assert postbox.texts == ["teks"]
    assert await stored(connection) == [("sari@example.org", "sent", 2, True)]


async def test_what_is_refused_for_good_stays_with_its_reason_and_the_rest_goes_on(
    smtp: Open, pool: Pool, connection: Connection
) -> None:
    postbox, settings = smtp()
    await mail.post(connection, "nobody@example.org", "Halo", "satu")
    await mail.post(connection, "sari@example.org", "Halo", "dua")
    assert await mail.deliver(pool, settings) == 1
    assert postbox.texts == ["dua"]
    first, second = sorted(await mail.mails(connection), key=lambda one: one.mail_id)
    assert (first.state, first.message, first.body) == ("failed", "550 no such mailbox", "satu")
    assert second.state == "sent"
    await mail.send_again(connection, first.mail_id)
    assert await mail.due(connection)


async def test_a_server_that_is_away_is_given_up_after_a_day(
    tmp_path: Path, pool: Pool, connection: Connection
) -> None:
    settings = Settings(data_dir=tmp_path, smtp_host="127.0.0.1", smtp_port=9, smtp_security="none")
    await mail.post(connection, "sari@example.org", "Halo", "teks")
    for tries in range(1, delivery.TRIES + 1):
        assert await mail.deliver(pool, settings) == 0
        (row,) = await stored(connection)
        assert row == ("sari@example.org", "failed" if tries == delivery.TRIES else "waiting", tries, False)
        await fail_sooner(connection)
    assert await mail.deliver(pool, settings) == 0
    assert "127.0.0.1, port 9 cannot be reached" in str((await mail.mails(connection))[0].message)


async def test_without_a_server_mails_are_kept_and_the_log_says_so_once(
    tmp_path: Path, pool: Pool, connection: Connection, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(data_dir=tmp_path)
    await mail.post(connection, "sari@example.org", "Undangan", "https://example.org/invitation/rahasia")
    for _ in range(2):
        assert await mail.deliver(pool, settings) == 0
    said = "".join(capfd.readouterr())
    assert said.count("sari@example.org") == 1
    assert "rahasia" not in said
    assert await stored(connection) == [("sari@example.org", "kept", 0, False)]
    (kept,) = await mail.mails(connection)
    await mail.hand_on(connection, kept.mail_id)
    assert await stored(connection) == [("sari@example.org", "handed", 0, True)]


async def test_a_password_goes_only_over_tls_to_who_can_prove_its_name(
    smtp: Open,
    certificate: tuple[ssl.SSLContext, Path],
    pool: Pool,
    connection: Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    context, file = certificate
    seen: list[LoginPassword] = []

    def admit(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        seen.append(given)
        return AuthResult(success=given.password == PASSWORD.encode())

    postbox, settings = smtp(
        {"tls_context": context, "authenticator": admit, "auth_required": True},
        smtp_security="starttls",
        smtp_user="cicero",
        smtp_password=PASSWORD,
    )
    await mail.post(connection, "sari@example.org", "Halo", "teks")
    assert await mail.deliver(pool, settings) == 0
    assert seen == []
    assert "cannot be spoken to securely" in str((await mail.mails(connection))[0].message)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    await fail_sooner(connection)
    assert await mail.deliver(pool, settings) == 1
    assert postbox.texts == ["teks"]


async def test_a_server_without_starttls_gets_nothing(smtp: Open, pool: Pool, connection: Connection) -> None:
    postbox, settings = smtp(smtp_security="starttls")
    await mail.post(connection, "sari@example.org", "Halo", "teks")
    assert await mail.deliver(pool, settings) == 0
    assert postbox.mails == []
    assert "STARTTLS" in str((await mail.mails(connection))[0].message)


@pytest.mark.parametrize(
    "recipient",
    ["a@b.example\r\nBcc: x@y.example", "a@b.example, x@y.example", "Sari <a@b.example>", "sari", "", "@b"],
)
async def test_a_recipient_is_one_address(connection: Connection, recipient: str) -> None:
    with pytest.raises(InputError):
        await mail.post(connection, recipient, "Halo", "teks")


async def test_a_subject_cannot_bring_headers(smtp: Open, pool: Pool, connection: Connection) -> None:
    postbox, settings = smtp()
    await mail.post(connection, "sari@example.org", "Halo\r\nBcc: x@y.example\r\n\r\nIsi", "teks")
    await mail.deliver(pool, settings)
    (got,) = postbox.mails
    assert got["bcc"] is None
    assert got["subject"] == "Halo Bcc: x@y.example Isi"


async def test_whoever_causes_a_mail_cannot_read_it(database: str) -> None:
    async with open_pool(database, 2, APP_ROLE) as ours:
        async with scoped(ours, NOBODY) as connection:
            await mail.post(connection, "sari@example.org", "Halo", "tautan")
            assert await mail.mails(connection) == []
        async with scoped(ours, EVERYTHING) as connection:
            assert [one.body for one in await mail.mails(connection)] == ["tautan"]


async def test_texts_that_nobody_handed_on_are_not_kept_for_ever(
    tmp_path: Path, pool: Pool, connection: Connection
) -> None:
    for days in (5, 40, 100):
        await mail.post(connection, "sari@example.org", str(days), "tautan")
        await mail.deliver(pool, Settings(data_dir=tmp_path))
        await connection.execute(
            "update mail set created_at = now() - make_interval(days => %s) where subject = %s",
            [days, str(days)],
        )
    for _ in range(2):
        await mail.forget_mails(connection)
    left = sorted((one.subject, one.state, one.body) for one in await mail.mails(connection))
    assert left == [("40", "failed", None), ("5", "kept", "tautan")]
