"""What people say of themselves: name, language, time zone, theme, e-mail address."""

from __future__ import annotations

import re

from cicero.db import Connection, execute, sql, widened
from cicero.errors import ConflictError, InputError
from cicero.periods import zone_info

LONGEST_NAME = 100
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


async def change_profile(
    connection: Connection, person_id: int, *, name: str, language: str, theme: str, zone: str | None
) -> None:
    """`zone`: an IANA name, None for the zone of each client. InputError says what cannot be used."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise InputError("A name has 1 to 100 characters.", "Enter how others know you.")
    if zone is not None:
        _check_zone(zone)
    values = {"person_id": person_id, "name": name, "language": language, "theme": theme, "zone": zone}
    await execute(connection, sql(__package__, "change_profile"), values)


async def change_taste(
    connection: Connection, person_id: int, *, language: str | None = None, theme: str | None = None
) -> None:
    """The language or theme alone; None leaves it."""
    values = {"person_id": person_id, "language": language, "theme": theme}
    await execute(connection, sql(__package__, "change_taste"), values)


async def change_email(connection: Connection, person_id: int, email: str) -> str | None:
    """The address as it is kept, None for an empty one; InputError, or ConflictError where another has it.

    Links for a new password that went to the address before open nothing any more. That it is the person who
    asks has to be known by their password: whoever reads the new address can have a new one sent there.
    """
    kept = email.strip().lower() or None
    if kept and (len(kept) > LONGEST_EMAIL or not _EMAIL.fullmatch(kept)):
        raise InputError("That is not an e-mail address.", "Enter one such as sari@example.org.")
    values = {"person_id": person_id, "email": kept}
    async with widened(connection):
        changed = await execute(connection, sql(__package__, "change_email"), values)
        await execute(connection, sql(__package__, "forget_resets"), values)
    if not changed:
        raise ConflictError("Another person has this e-mail address.", "Enter another one.")
    return kept


def _check_zone(zone: str) -> None:
    try:
        zone_info(zone)
    except InputError:
        raise InputError(
            "There is no such time zone.", "Choose one of the list, such as Asia/Jakarta."
        ) from None
