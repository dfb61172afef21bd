"""Mails that wait to be sent."""

from __future__ import annotations

from cicero.db import Connection, execute, sql


async def post(connection: Connection, recipient: str, subject: str, body: str) -> None:
    """Send this mail once the transaction is committed, or keep it for the administrator to hand on."""
    values = {"recipient": recipient, "subject": subject, "body": body}
    await execute(connection, sql(__package__, "add_mail"), values)
