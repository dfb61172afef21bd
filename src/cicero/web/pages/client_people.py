"""The people of a client: who belongs to it and as what, and who is invited. For its managers."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, auth, clients
from cicero.errors import InputError
from cicero.web.frame import Frame, settings_frame
from cicero.web.given import Access, Actor, Client, Connection, Settings
from cicero.web.inviting import Told, tell
from cicero.web.rendering import render
from cicero.web.undo import Removed, open_removed

PATH = "/clients/{slug:str}/people"


class NewInvitation(Struct, frozen=True, kw_only=True):
    email: str = ""
    role: str = "viewer"


class ClientPeoplePage(Struct, frozen=True, kw_only=True):
    """`removed`: who was just removed, with `undo` as the way back. `told`: an invitation was just made.

    `path` is where the invitations' forms lead.
    """

    frame: Frame
    client: clients.Client
    path: str
    members: tuple[clients.Member, ...]
    invitations: tuple[auth.Invitation, ...]
    roles: tuple[str, ...] = clients.PERSON_ROLES
    given: NewInvitation = NewInvitation()
    error: InputError | None = None
    told: Told | None = None
    removed: Removed | None = None
    undo: str = ""
    zone: str


@get(PATH, needs="people.see")
async def client_people(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    client: Client,
    settings: Settings,
    undo: FromQuery[str] = "",
) -> Response[Any]:
    removed = open_removed(settings, undo)
    if removed and removed.client_id != client.client_id:
        removed = None
    return await people_page(request, connection, access, client, removed=removed, undo=undo)


@post(PATH, needs="people.change")
async def invite_to_client(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    client: Client,
    settings: Settings,
    data: Annotated[NewInvitation, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    try:
        role = clients.role_named(data.role)
        made, token = await auth.invite(
            connection,
            email=data.email,
            invited_by=access.person.person_id,
            client_id=client.client_id,
            role=role,
        )
    except InputError as error:
        return await people_page(request, connection, access, client, error=error, given=data)
    await audit.note(
        connection,
        actor,
        "invitation.create",
        client_id=client.client_id,
        thing=made.email,
        details={"role": role},
    )
    told = await tell(connection, settings, made, token, access.person)
    return await people_page(request, connection, access, client, told=told)


@post(PATH + "/invitations/{invitation_id:int}/resend", needs="people.change")
async def resend_to_client(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    client: Client,
    settings: Settings,
    invitation_id: FromPath[int],
) -> Response[Any]:
    made, token = await auth.renew_invitation(
        connection, invitation_id, access.person.person_id, client.client_id
    )
    await audit.note(connection, actor, "invitation.renew", client_id=client.client_id, thing=made.email)
    told = await tell(connection, settings, made, token, access.person)
    return await people_page(request, connection, access, client, told=told)


@post(PATH + "/invitations/{invitation_id:int}/withdraw", needs="people.change")
async def withdraw_from_client(
    connection: Connection, actor: Actor, client: Client, invitation_id: FromPath[int]
) -> Response[Any]:
    email = await auth.withdraw_invitation(connection, invitation_id, client.client_id)
    await audit.note(connection, actor, "invitation.withdraw", client_id=client.client_id, thing=email)
    return Redirect(f"/clients/{client.slug}/people#invitations", status_code=303)


async def people_page(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: auth.Access,
    client: clients.Client,
    *,
    error: InputError | None = None,
    given: NewInvitation | None = None,
    told: Told | None = None,
    removed: Removed | None = None,
    undo: str = "",
) -> Response[Any]:
    frame = await settings_frame(request, connection, access, "client-people", client)
    page = ClientPeoplePage(
        frame=frame,
        client=client,
        path=f"/clients/{client.slug}/people",
        members=tuple(await clients.members(connection, client.client_id)),
        invitations=tuple(await auth.waiting_invitations(connection, client.client_id)),
        given=given or NewInvitation(),
        error=error,
        told=told,
        removed=removed,
        undo=undo,
        zone=client.zone,
    )
    return render("settings/client_people.html", page, frame.language, error.status if error else 200)
