"""Sending what waits: in order, each once as far as SMTP allows, again after growing pauses."""

from __future__ import annotations

import structlog

from cicero.config import Settings
from cicero.db import Connection, Pool, execute, fetch_all, fetch_one, fetch_value, sql
from cicero.mail.outbox import Mail
from cicero.mail.server import MailServer, Outcome, mail_server, send

TRIES = 8
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 21_600.0
"""Seconds: a minute, then four times as long after each failure, six hours at most: a day in all."""

log = structlog.get_logger("cicero.mail")


async def due(connection: Connection) -> bool:
    """Whether a mail waits to be sent now."""
    return bool(await fetch_value(connection, sql(__package__, "any_due"), {}))


async def deliver(pool: Pool, settings: Settings) -> int:
    """Send all that is due; how many were sent. A server that fails is left alone until the next look.

    Without a server, mails are kept for the administrator, and the log says so once for each.
    """
    server = mail_server(settings)
    if server is None:
        await _keep(pool)
        return 0
    sent = 0
    while (outcome := await deliver_one(pool, server)) is not None and outcome.whose != "server":
        sent += outcome.ok
    return sent


async def deliver_one(pool: Pool, server: MailServer) -> Outcome | None:
    """The oldest that is due; None when there is none.

    It stays locked in one transaction while the server takes it: who is killed in between leaves it waiting,
    and only a kill after the server took it and before that is written down makes it come twice.
    """
    async with pool.connection() as connection:
        mail = await fetch_one(connection, sql(__package__, "claim_mail"), {}, Mail)
        if mail is None:
            return None
        outcome = await send(server, mail)
        if outcome.ok:
            await execute(connection, sql(__package__, "note_sent"), {"mail_id": mail.mail_id})
        else:
            await _note_failure(connection, mail, outcome)
    return outcome


async def _note_failure(connection: Connection, mail: Mail, outcome: Outcome) -> None:
    final = outcome.whose == "mail" or mail.failures + 1 >= TRIES
    pause = min(FIRST_PAUSE * 4**mail.failures, LONGEST_PAUSE)
    values = {"mail_id": mail.mail_id, "message": outcome.message, "final": final, "pause": pause}
    await execute(connection, sql(__package__, "note_failure"), values)
    log.warning("a mail was not sent", mail=mail.mail_id, said=outcome.message, given_up=final)


async def _keep(pool: Pool) -> None:
    """The log names the mail but not its text: a link in it lets whoever reads it in."""
    async with pool.connection() as connection:
        for mail in await fetch_all(connection, sql(__package__, "keep_mails"), {}, Mail):
            log.warning(
                "a mail waits to be handed on: no CICERO_SMTP_HOST is set",
                mail=mail.mail_id,
                recipient=mail.recipient,
                subject=mail.subject,
                read_it=f"/settings/mail, or `cicero mail show {mail.mail_id}` on the server",
            )
