"""GET /api/people: who belongs to a client, and as what."""

from __future__ import annotations

from litestar import get
from msgspec import Struct

from cicero import clients
from cicero.api.given import Client, Connection
from cicero.api.parameters import taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT


class PersonView(Struct, frozen=True, kw_only=True):
    """`role`: manager, analyst or viewer. `disabled`: may not sign in at present."""

    person_id: str
    username: str
    name: str
    email: str | None
    role: str
    is_admin: bool
    disabled: bool


class People(Struct, frozen=True):
    people: list[PersonView]


@get(
    "/people",
    needs="people.see",
    tags=["People"],
    summary="Who belongs to a client",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def list_people(connection: Connection, client: Client) -> People:
    """By name. Administrators who see the client without belonging to it are not among them."""
    return People([view(one) for one in await clients.members(connection, client.client_id)])


def view(member: clients.Member) -> PersonView:
    return PersonView(
        person_id=str(member.person_id),
        username=member.username,
        name=member.name,
        email=member.email,
        role=member.role,
        is_admin=member.is_admin,
        disabled=member.disabled,
    )
