"""Mails that wait to be sent or handed on, and what became of them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from msgspec import Struct

from cicero.db import Connection, execute, fetch_all, fetch_one, sql
from cicero.errors import InputError, NotFoundError
from cicero.periods import now

DUE = "cicero_mail"
"""The channel on which the workers hear that a mail waits."""

State = Literal["waiting", "kept", "failed", "sent", "handed"]

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f]+")


class Mail(Struct, frozen=True, kw_only=True):
    """`body`: None once it was sent or handed on. `message`: why it was not sent at the last try."""

    mail_id: int
    recipient: str
    subject: str
    body: str | None
    created_at: datetime
    state: State
    sent_at: datetime | None
    failures: int
    retry_at: datetime
    message: str | None


def written(recipient: str, subject: str, body: str) -> Mail:
    """A mail that stands in no queue, to be sent at once."""
    at = now()
    return Mail(
        mail_id=0,
        recipient=recipient,
        subject=subject,
        body=body,
        created_at=at,
        state="waiting",
        sent_at=None,
        failures=0,
        retry_at=at,
        message=None,
    )


async def post(connection: Connection, recipient: str, subject: str, body: str) -> None:
    """Send this mail once the transaction is committed, or keep it for the administrator to hand on.

    InputError for a recipient that is no address: it would become a header of the mail.
    """
    values = {
        "recipient": address(recipient),
        "subject": _BREAKS.sub(" ", subject).strip(),
        "body": body,
    }
    await execute(connection, sql(__package__, "add_mail"), values)
    await _tell(connection)


def address(text: str) -> str:
    """One address and nothing else."""
    given = text.strip()
    if not _ADDRESS.fullmatch(given) or len(given) > 254:
        raise InputError(f"{given[:80]!r} is not a mail address.", "Write it as name@example.org.")
    return given


async def mails(connection: Connection, limit: int = 200) -> list[Mail]:
    """What asks for somebody first (kept, failed), then what waits, then what is done; newest first."""
    return await fetch_all(connection, sql(__package__, "mails"), {"limit": limit}, Mail)


async def find_mail(connection: Connection, mail_id: int) -> Mail:
    found = await fetch_one(connection, sql(__package__, "find_mail"), {"mail_id": mail_id}, Mail)
    if found is None:
        raise NotFoundError(f"There is no mail {mail_id}.")
    return found


async def hand_on(connection: Connection, mail_id: int) -> None:
    """Somebody told the recipient in another way. The body goes: it may hold a link that lets them in."""
    if not await execute(connection, sql(__package__, "hand_on"), {"mail_id": mail_id}):
        raise NotFoundError(f"There is no mail {mail_id} that could be handed on.", "Look at the list again.")


async def send_again(connection: Connection, mail_id: int) -> None:
    """Let one that was kept or failed wait for the server anew."""
    if not await execute(connection, sql(__package__, "send_again"), {"mail_id": mail_id}):
        raise NotFoundError(f"There is no mail {mail_id} that could be sent.", "Look at the list again.")
    await _tell(connection)


async def forget_mails(connection: Connection) -> int:
    """Delete what is settled for three months, and the bodies nobody handed on for one; how many rows."""
    return await execute(connection, sql(__package__, "forget_mails"), {})


async def _tell(connection: Connection) -> None:
    """Heard once the transaction is committed."""
    await connection.execute("select pg_notify(%s, '')", [DUE])
