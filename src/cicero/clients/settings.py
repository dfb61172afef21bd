"""What can be changed about a client, and its removal."""

from __future__ import annotations

import re

import psycopg
from msgspec import Struct

from cicero.clients.client import Client, check
from cicero.db import Connection, execute, sql, widened
from cicero.errors import ConflictError, InputError

LANGUAGES = ("id", "en")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


class Changed(Struct, frozen=True, kw_only=True):
    """What a client shall be; `colour` as #rrggbb, None: the installation's own."""

    name: str
    slug: str
    zone: str
    language: str
    colour: str | None


async def change(connection: Connection, client: Client, changed: Changed) -> dict[str, list[str | None]]:
    """Each thing that differs from before, as [before, after].

    InputError where a value cannot be; ConflictError where another client has that short name. Links with the
    old short name go on leading here.
    """
    _check(changed)
    values = {"client_id": client.client_id, **_columns(changed)}
    try:
        async with connection.transaction(), widened(connection):  # a former short name may be another's
            await execute(connection, sql(__package__, "change_client"), values)
    except psycopg.errors.UniqueViolation:
        raise ConflictError(
            f"The short name {changed.slug!r} is taken.", "Choose another short name."
        ) from None
    before = {name: getattr(client, name) for name in Changed.__struct_fields__}
    after = _columns(changed)
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}


async def remove(connection: Connection, client: Client, confirmed: str) -> None:
    """Its people no longer see it, what it watched, its imports' books, invitations and logo are gone.

    Accounts and everything collected of them stay, for they may be other clients' too. InputError unless
    `confirmed` is its short name.
    """
    if confirmed.strip() != client.slug:
        raise InputError(
            "The client was not removed: that is not its short name.", f"Type {client.slug} to remove it."
        )
    await execute(connection, sql(__package__, "remove_client"), {"client_id": client.client_id})


def _columns(changed: Changed) -> dict[str, str | None]:
    return {
        "name": changed.name.strip(),
        "slug": changed.slug,
        "zone": changed.zone,
        "language": changed.language,
        "colour": changed.colour,
    }


def _check(changed: Changed) -> None:
    check(changed.slug, changed.name, changed.zone)
    if changed.language not in LANGUAGES:
        raise InputError(f"There is no language {changed.language!r}.", f"Use one of {', '.join(LANGUAGES)}.")
    if changed.colour is not None and not _COLOUR.fullmatch(changed.colour):
        raise InputError(f"{changed.colour!r} is not a colour.", "Write it as #1c4f9c.")
