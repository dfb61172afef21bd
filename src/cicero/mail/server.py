"""The server that sends our mail, over SMTP.

The standard library's client in a thread: one mail at a time and a few a day need no connection kept open and
no second client library. Its time limit counts for each answer of the server.
"""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Literal

from msgspec import Struct

from cicero.config import Settings
from cicero.mail.outbox import Mail
from cicero.periods import now
from cicero.secret import Secret

ANSWER = 15.0
"""Seconds that each answer of the server may take."""


class MailServer(Struct, frozen=True, kw_only=True):
    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str
    password: Secret
    sender: str


class Outcome(Struct, frozen=True, kw_only=True):
    """`whose`: the mail's fault (another try would change nothing), else the server's; None: it was sent."""

    whose: Literal["mail", "server"] | None = None
    message: str = ""

    @property
    def ok(self) -> bool:
        return self.whose is None


SENT = Outcome()


def mail_server(settings: Settings) -> MailServer | None:
    """None where no server is set."""
    if not settings.smtp_host:
        return None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=Secret(settings.smtp_password),
        sender=settings.mail_from or settings.smtp_user or f"cicero@{settings.smtp_host}",
    )


async def send(server: MailServer, mail: Mail) -> Outcome:
    """Hand one mail to the server. Never raises for what the server or the network does."""
    return await asyncio.to_thread(_send, server, mail)


def _send(server: MailServer, mail: Mail) -> Outcome:
    try:
        written = as_message(server, mail)
    except (ValueError, MessageError) as error:
        return Outcome(whose="mail", message=f"It cannot be written as a mail: {error}.")
    try:
        with _connected(server) as connection:
            connection.send_message(written)
    except smtplib.SMTPRecipientsRefused as error:
        code, told = next(iter(error.recipients.values()))
        return _refused(code, told)
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        return _refused(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        return Outcome(whose="server", message=_why(server, error))
    return SENT


def as_message(server: MailServer, mail: Mail) -> EmailMessage:
    """The same Message-ID at every try: a mail that came twice can be known by it."""
    message = EmailMessage(policy=SMTP)
    name, sender = parseaddr(server.sender)
    message["From"] = Address(display_name=name, addr_spec=sender)
    message["To"] = Address(addr_spec=mail.recipient)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{mail.mail_id}.{mail.created_at:%Y%m%d%H%M%S%f}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body or "")
    return message


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection that is signed in where the settings say so."""
    context = ssl.create_default_context()
    if server.security == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=ANSWER, context=context)
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=ANSWER)
    with client:
        if server.security == "starttls":
            client.starttls(context=context)
        if server.user:
            client.login(server.user, server.password.reveal())
        yield client


def _refused(code: int, told: bytes | str) -> Outcome:
    """5xx is meant for good, 4xx for now."""
    words = told.decode("utf-8", "replace") if isinstance(told, bytes) else told
    return Outcome(whose="mail" if code >= 500 else "server", message=f"{code} {words}"[:500])


def _why(server: MailServer, error: Exception) -> str:
    there = f"{server.host}, port {server.port}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"{there} refuses the user or the password ({error.smtp_code})."
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"{there}: {error}"
    if isinstance(error, ssl.SSLError):
        return f"{there} cannot be spoken to securely: {error.reason or error}."
    if isinstance(error, TimeoutError):
        return f"{there} did not answer within {ANSWER:g} seconds."
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return f"{there} cannot be reached: {error.strerror or error}."
    return f"{there}: {error}"[:500]
