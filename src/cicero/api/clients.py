"""GET /api/clients: whose figures this person may see."""

from __future__ import annotations

from litestar import get
from msgspec import Struct

from cicero import auth, clients
from cicero.db import Connection


class ClientView(Struct, frozen=True, kw_only=True):
    """`role`: admin, manager, analyst or viewer."""

    client_id: str
    slug: str
    name: str
    zone: str
    language: str
    role: str | None


class Clients(Struct, frozen=True):
    clients: list[ClientView]


@get("/clients", tags=["Clients"], summary="Clients that you may see")
async def list_clients(connection: Connection, person: auth.Person) -> Clients:
    found = await clients.visible_to(connection, person.person_id, person.is_admin)
    return Clients([view(client) for client in found])


def view(client: clients.Client) -> ClientView:
    return ClientView(
        client_id=str(client.client_id),
        slug=client.slug,
        name=client.name,
        zone=client.zone,
        language=client.language,
        role=client.role,
    )
