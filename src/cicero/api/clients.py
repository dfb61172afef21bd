"""GET /api/clients: whose figures this person may see."""

from __future__ import annotations

from litestar import get
from msgspec import Struct

from cicero import clients
from cicero.api.given import Client, Connection, Person
from cicero.api.problem import refusals


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


@get(
    "/clients",
    needs="self.see",
    tags=["Clients"],
    summary="Clients that you may see",
    responses=refusals(400, 401, 403),
)
async def list_clients(connection: Connection, person: Person) -> Clients:
    found = await clients.visible_to(connection, person.person_id, person.is_admin)
    return Clients([view(client) for client in found])


def view(client: Client) -> ClientView:
    return ClientView(
        client_id=str(client.client_id),
        slug=client.slug,
        name=client.name,
        zone=client.zone,
        language=client.language,
        role=client.role,
    )
