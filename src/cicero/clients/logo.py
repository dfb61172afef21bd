"""The picture a client is known by. It comes here small and made anew; what was uploaded is not kept."""

from __future__ import annotations

from msgspec import Struct

from cicero.db import Connection, execute, fetch_one, sql
from cicero.errors import NotFoundError


class Logo(Struct, frozen=True, kw_only=True):
    media_type: str
    body: bytes


async def keep_logo(connection: Connection, client_id: int, logo: Logo) -> None:
    values = {"client_id": client_id, "media_type": logo.media_type, "body": logo.body}
    await execute(connection, sql(__package__, "keep_logo"), values)


async def read_logo(connection: Connection, client_id: int) -> Logo:
    """NotFoundError where the client has none."""
    logo = await fetch_one(connection, sql(__package__, "read_logo"), {"client_id": client_id}, Logo)
    if logo is None:
        raise NotFoundError("The client has no logo.", "A manager can upload one in the client's settings.")
    return logo


async def remove_logo(connection: Connection, client_id: int) -> None:
    await execute(connection, sql(__package__, "remove_logo"), {"client_id": client_id})
