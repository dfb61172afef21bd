"""/api/people/{person_id}: another role at a client, or none. For its managers."""

from __future__ import annotations

from typing import Annotated

from litestar import delete, patch
from litestar.params import PathParameter
from msgspec import Struct

from cicero import audit, clients
from cicero.api.given import Accesses, Actor, Client, Connection, Person
from cicero.api.parameters import body, id_of, taking
from cicero.api.people import PersonView
from cicero.api.people import view as person_view
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.clients import PersonRole

PersonId = Annotated[str, PathParameter(description="As GET /api/people tells it.")]


class MemberChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    role: PersonRole


@patch(
    "/people/{person_id:str}",
    needs="people.change",
    tags=["People"],
    summary="Change somebody's role at a client",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def change_member(
    connection: Connection,
    person: Person,
    actor: Actor,
    accesses: Accesses,
    client: Client,
    person_id: PersonId,
    data: Annotated[MemberChange, body(role="analyst")],
) -> PersonView:
    """Managers change neither themselves nor administrators."""
    member = await _changeable(connection, client, person, person_id)
    before = await clients.change_person(connection, client.client_id, member.person_id, data.role)
    accesses.forget(member.person_id)
    details = {"role": [before, data.role]}
    await audit.note(
        connection,
        actor,
        "member.change",
        client_id=client.client_id,
        thing=member.username,
        details=details,
    )
    return person_view(await clients.find_member(connection, client.client_id, member.person_id))


@delete(
    "/people/{person_id:str}",
    needs="people.change",
    tags=["People"],
    summary="Remove somebody from a client",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def remove_member(
    connection: Connection,
    person: Person,
    actor: Actor,
    accesses: Accesses,
    client: Client,
    person_id: PersonId,
) -> None:
    """They see the client no longer; what they may at others stays."""
    member = await _changeable(connection, client, person, person_id)
    before = await clients.remove_person(connection, client.client_id, member.person_id)
    accesses.forget(member.person_id)
    await audit.note(
        connection,
        actor,
        "member.remove",
        client_id=client.client_id,
        thing=member.username,
        details={"role": before},
    )


async def _changeable(
    connection: Connection, client: Client, person: Person, person_id: str
) -> clients.Member:
    return await clients.find_changeable(
        connection,
        client.client_id,
        id_of(person_id),
        by=person.person_id,
        is_admin=person.is_admin,
    )
