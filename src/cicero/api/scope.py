"""Whose figures are asked for: the client that `client` names, as far as the signed-in person may see it."""

from __future__ import annotations

from typing import Any

from litestar import Request

from cicero import clients
from cicero.api.given import Connection, Person
from cicero.api.parameters import text
from cicero.errors import InputError

CLIENT = text("client", "Short name of the client.", example="kopi-nusantara", required=True)


async def client(request: Request[Any, Any, Any], connection: Connection, person: Person) -> clients.Client:
    slug = request.query_params.get("client")
    if not slug:
        raise InputError(
            "The request does not say which client.", "Add client=NAME; /api/clients lists them."
        )
    return await clients.find(connection, slug, person.person_id, person.is_admin)
