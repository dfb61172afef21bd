"""Clients: find, create, and what they watch."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct

from cicero.db import Connection, execute, fetch_all, fetch_one, sql
from cicero.errors import ConflictError, InputError, NotFoundError
from cicero.periods import DEFAULT_ZONE, zone_info

Role = Literal["own", "competitor"]
LONGEST_NAME = 120
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class Client(Struct, frozen=True, kw_only=True):
    """`role` is what the asking person may do there: admin, manager, analyst or viewer.

    `colour`: #rrggbb, None: the installation's own. `logo_at`: since when it has this logo, None: none.
    """

    client_id: int
    slug: str
    name: str
    zone: str
    language: str
    colour: str | None = None
    logo_at: datetime | None = None
    role: str | None = None


async def visible_to(connection: Connection, person_id: int, is_admin: bool) -> list[Client]:
    """The clients that this person may see, by name."""
    scope = {"person_id": person_id, "is_admin": is_admin}
    return await fetch_all(connection, sql(__package__, "clients_visible_to"), scope, Client)


async def find(connection: Connection, slug: str, person_id: int, is_admin: bool) -> Client:
    """The client that has or had that slug; `slug` of what is found is the one of now.

    NotFoundError alike for one that does not exist and one of other people.
    """
    parameters = {"slug": slug, "person_id": person_id, "is_admin": is_admin}
    client = await fetch_one(connection, sql(__package__, "find_client"), parameters, Client)
    if client is None:
        raise NotFoundError(f"There is no client {slug!r} that you may see.")
    return client


async def create(
    connection: Connection, *, slug: str, name: str, zone: str = DEFAULT_ZONE, language: str = "id"
) -> Client:
    """A new client; ConflictError when the slug is taken."""
    check(slug, name, zone)
    values = {"slug": slug, "name": name.strip(), "zone": zone, "language": language}
    client = await fetch_one(connection, sql(__package__, "create_client"), values, Client)
    if client is None:
        raise ConflictError(f"There is a client {slug!r} already.", "Choose another short name.")
    return client


async def on_this_machine(connection: Connection, slug: str) -> Client:
    """The client of that slug for a command run on the server itself, where nobody has to sign in."""
    client = await fetch_one(connection, sql(__package__, "client_by_slug"), {"slug": slug}, Client)
    if client is None:
        raise NotFoundError(f"There is no client {slug!r}.", "`cicero import … --client` creates one.")
    return client


async def ensure(connection: Connection, slug: str) -> tuple[Client, bool]:
    """The client of that slug, and whether it had to be created. For commands run on the server itself."""
    try:
        return await on_this_machine(connection, slug), False
    except NotFoundError:
        return await create(connection, slug=slug, name=slug.replace("-", " ").title()), True


async def add_accounts(connection: Connection, client_id: int, accounts: Iterable[int], role: Role) -> int:
    """Let the client watch these accounts; how many it did not watch before. Known roles stay."""
    parameters = {"client_id": client_id, "accounts": sorted(set(accounts)), "role": role}
    return await execute(connection, sql(__package__, "add_accounts"), parameters)


async def remove_account(connection: Connection, client_id: int, account_id: int) -> None:
    """The client no longer watches the account; NotFoundError where it did not."""
    values = {"client_id": client_id, "account_id": account_id}
    _must_watch(await execute(connection, sql(__package__, "remove_account"), values))


async def set_account_role(connection: Connection, client_id: int, account_id: int, role: Role) -> None:
    """As what the client watches the account; NotFoundError where it does not."""
    values = {"client_id": client_id, "account_id": account_id, "role": role}
    _must_watch(await execute(connection, sql(__package__, "set_account_role"), values))


async def move_watchers(connection: Connection, account_id: int, to: int) -> None:
    """Whoever watches the one account watches the other instead: both turned out to be the same."""
    await execute(connection, sql(__package__, "move_watchers"), {"from": account_id, "to": to})


def _must_watch(rows: int) -> None:
    if rows == 0:
        raise NotFoundError("The client watches no such account.")


def check(slug: str, name: str, zone: str) -> None:
    """InputError where no client can be called that or live in that zone."""
    if not _SLUG.fullmatch(slug):
        raise InputError(
            f"{slug!r} cannot be a client's short name.",
            "Use up to 63 lower-case letters, digits and hyphens, beginning with a letter or digit.",
        )
    if not name.strip():
        raise InputError("A client needs a name.")
    if len(name.strip()) > LONGEST_NAME:
        raise InputError(f"The name is longer than {LONGEST_NAME} characters.", "Use a shorter one.")
    zone_info(zone)
