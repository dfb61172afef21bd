"""`cicero mail`, `cicero mail show NUMBER`, `cicero mail test ADDRESS`: mails that wait, and their server.

Who can sign in nowhere any more finds the link of a mail that was not sent here.
"""

from __future__ import annotations

import asyncio

from cyclopts import App
from rich.table import Table

from cicero import audit, db, mail
from cicero.cli.printing import console
from cicero.config import settings
from cicero.errors import InputError, NotFoundError
from cicero.mail import Mail, Outcome

app = App(name="mail", help="Look after mails: those that wait, and the server that sends them.")

FAILED = 5


@app.default
def show_all() -> int:
    """The mails that are kept, in whatever state; their texts are shown one by one."""
    table = Table("number", "written", "to", "subject", "state")
    for one in asyncio.run(_mails()):
        state = f"{one.state}: {one.message}" if one.message else one.state
        table.add_row(
            str(one.mail_id), f"{one.created_at:%Y-%m-%d %H:%M} UTC", one.recipient, one.subject, state
        )
    console().print(table)
    return 0


@app.command
def show(number: int) -> int:
    """The text of a mail that was not sent. It may hold a link that lets somebody in."""
    found = asyncio.run(_find(number))
    if found.body is None:
        raise NotFoundError(f"The text of mail {number} is deleted: it was {found.state}.")
    print(f"To: {found.recipient}\nSubject: {found.subject}\n\n{found.body}")
    return 0


@app.command
def test(address: str) -> int:
    """Send a test mail at once, and say what the server answers."""
    outcome = asyncio.run(_test(mail.address(address)))
    print("The server took it." if outcome.ok else f"It was not sent. {outcome.message}")
    return 0 if outcome.ok else FAILED


async def _mails() -> list[Mail]:
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
            return await mail.mails(connection)


async def _find(number: int) -> Mail:
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
            return await mail.find_mail(connection, number)


async def _test(address: str) -> Outcome:
    server = mail.mail_server(settings())
    if server is None:
        raise InputError(
            "No server for mail is set.", "Set CICERO_SMTP_HOST; `cicero config` lists the rest."
        )
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
            outcome = await mail.send(server, mail.written(address, "A test mail of Cicero", TEXT))
            details = {"sent": outcome.ok}
            await audit.note(connection, audit.command_actor(), "mail.test", thing=address, details=details)
    return outcome


TEXT = "This mail shows that Cicero can send mails. There is nothing to do."
