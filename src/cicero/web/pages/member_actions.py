"""What can be done with somebody who belongs to a client; each leads back to the list, or to `next`."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Response, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, clients
from cicero.web.given import Accesses, Actor, Client, Connection, Person, Settings
from cicero.web.links import own_path
from cicero.web.pages.client_people import PATH
from cicero.web.undo import read_removed, seal_removed


class ChosenRole(Struct, frozen=True, kw_only=True):
    role: str = ""
    next: str = ""


class Undo(Struct, frozen=True, kw_only=True):
    undo: str = ""
    next: str = ""


@post(PATH + "/{person_id:int}/role", needs="people.change")
async def change_member(
    connection: Connection,
    person: Person,
    actor: Actor,
    accesses: Accesses,
    client: Client,
    person_id: FromPath[int],
    data: Annotated[ChosenRole, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    member = await clients.find_changeable(
        connection, client.client_id, person_id, by=person.person_id, is_admin=person.is_admin
    )
    before = await clients.change_person(connection, client.client_id, person_id, data.role)
    accesses.forget(person_id)
    await audit.note(
        connection,
        actor,
        "member.change",
        client_id=client.client_id,
        thing=member.username,
        details={"role": [before, data.role]},
    )
    return _back(client, data.next)


@post(PATH + "/{person_id:int}/remove", needs="people.change")
async def remove_member(
    connection: Connection,
    person: Person,
    actor: Actor,
    accesses: Accesses,
    client: Client,
    settings: Settings,
    person_id: FromPath[int],
    data: Annotated[Undo, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    member = await clients.find_changeable(
        connection, client.client_id, person_id, by=person.person_id, is_admin=person.is_admin
    )
    before = await clients.remove_person(connection, client.client_id, person_id)
    accesses.forget(person_id)
    await audit.note(
        connection,
        actor,
        "member.remove",
        client_id=client.client_id,
        thing=member.username,
        details={"role": before},
    )
    return _back(client, data.next, undo=seal_removed(settings, client, member))


@post(PATH + "/add-back", needs="people.change")
async def add_member_back(
    connection: Connection,
    actor: Actor,
    accesses: Accesses,
    client: Client,
    settings: Settings,
    data: Annotated[Undo, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    removed = read_removed(settings, client, data.undo)
    await clients.join(connection, client.client_id, removed.person_id, removed.role)
    accesses.forget(removed.person_id)
    await audit.note(
        connection,
        actor,
        "member.add",
        client_id=client.client_id,
        thing=removed.name,
        details={"role": removed.role},
    )
    return _back(client, data.next)


def _back(client: clients.Client, wanted: str, **query: str) -> Response[Any]:
    path = own_path(wanted) if wanted else f"/clients/{client.slug}/people"
    return Redirect(f"{path}?{urlencode(query)}" if query else path, status_code=303)
