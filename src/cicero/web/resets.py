"""A new password by a link in a mail: sending the link, and changing the password for who brings it."""

from __future__ import annotations

import structlog

from cicero import audit, auth
from cicero.auth import guessing
from cicero.config import Settings
from cicero.db import EVERYTHING, Connection, Pool, scoped
from cicero.errors import ThrottledError
from cicero.web import mails

log = structlog.get_logger("cicero.mails")


async def send_link(pool: Pool, settings: Settings, actor: audit.Actor, named: str) -> None:
    """Where it cannot be done, the log says so: the answer has been given."""
    try:
        await guessing.take(pool, guessing.bucket(guessing.RESET_MAILS, named.strip().lower()))
        async with scoped(pool, EVERYTHING) as connection:
            asked = await auth.ask_reset(connection, named)
            if asked is None:
                return
            link = mails.link(settings, f"/reset/{asked.token}")
            await mails.tell(connection, settings, asked.person, "reset", link=link)
            await audit.note(connection, actor, "password.ask_reset", thing=asked.person.username)
    except ThrottledError:
        log.warning("no more links in mails for this account just now")
    except Exception as error:
        log.error("a link to a new password could not be sent", exc_info=error)


async def give_password(
    connection: Connection, settings: Settings, actor: audit.Actor, person: auth.Person, password: str
) -> auth.Credential:
    """For `auth.whose_reset` alone: uses the link up. InputError when a rule is not met."""
    known = await auth.change_password(connection, person, password, keep=None)
    await audit.note(connection, actor, "password.reset", thing=person.username)
    await mails.tell(connection, settings, person, "password_changed")
    return known


async def use_link(pool: Pool, settings: Settings, actor: audit.Actor, token: str, password: str) -> int:
    """Give whoever brings the token of a link another password; who that is. NotFoundError, InputError."""
    async with scoped(pool, EVERYTHING) as connection:
        person = await auth.whose_reset(connection, token)
        await give_password(connection, settings, actor, person, password)
    return person.person_id
