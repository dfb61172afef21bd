"""What people say of themselves: name, language, time zone, theme."""

from __future__ import annotations

from cicero.db import Connection, execute, sql
from cicero.errors import InputError
from cicero.periods import zone_info

LONGEST_NAME = 100


async def change_profile(
    connection: Connection, person_id: int, *, name: str, language: str, theme: str, zone: str | None
) -> None:
    """`zone`: an IANA name, None for the zone of each client. InputError says what cannot be used."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise InputError(f"A name has 1 to {LONGEST_NAME} characters.", "Enter how others know you.")
    if zone is not None:
        zone_info(zone)
    values = {"person_id": person_id, "name": name, "language": language, "theme": theme, "zone": zone}
    await execute(connection, sql(__package__, "change_profile"), values)


async def change_taste(
    connection: Connection, person_id: int, *, language: str | None = None, theme: str | None = None
) -> None:
    """The language or theme alone; None leaves it."""
    values = {"person_id": person_id, "language": language, "theme": theme}
    await execute(connection, sql(__package__, "change_taste"), values)
