"""Everybody of the installation, and who is invited to it or to any client. For administrators."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, QueryParameter
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, auth, clients
from cicero.auth.people import PAGE
from cicero.errors import InputError
from cicero.periods import DEFAULT_ZONE
from cicero.web.frame import Frame, settings_frame
from cicero.web.given import Access, Actor, Connection, Settings
from cicero.web.inviting import Told, tell
from cicero.web.rendering import render

PATH = "/settings/people"


class NewInvitation(Struct, frozen=True, kw_only=True):
    """`client`: its short name, empty for none. `administrator`: "yes" where the box is ticked."""

    email: str = ""
    client: str = ""
    role: str = "viewer"
    administrator: str = ""


class PeoplePage(Struct, frozen=True, kw_only=True):
    """Page `number` of `pages` of the people that `search` finds. `path`: where the forms lead."""

    frame: Frame
    people: auth.People
    invitations: tuple[auth.Invitation, ...]
    search: str
    number: int
    pages: int
    zone: str
    path: str = PATH
    roles: tuple[str, ...] = clients.PERSON_ROLES
    given: NewInvitation = NewInvitation()
    error: InputError | None = None
    told: Told | None = None


@get(PATH, needs="everybody.see")
async def people_list(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    search: Annotated[str, QueryParameter(name="q")] = "",
    page: Annotated[int, QueryParameter(ge=1, le=1_000_000)] = 1,
) -> Response[Any]:
    return await _page(request, connection, access, search=search, number=page)


@post(PATH, needs="everybody.change")
async def invite_person(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    settings: Settings,
    data: Annotated[NewInvitation, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    person = access.person
    try:
        client = (
            await clients.find(connection, data.client, person.person_id, person.is_admin)
            if data.client
            else None
        )
        made, token = await auth.invite(
            connection,
            email=data.email,
            invited_by=person.person_id,
            client_id=client.client_id if client else None,
            role=clients.role_named(data.role) if client else None,
            is_admin=data.administrator == "yes",
        )
    except InputError as error:
        return await _page(request, connection, access, error=error, given=data)
    await audit.note(
        connection,
        actor,
        "invitation.create",
        client_id=made.client_id,
        thing=made.email,
        details={"role": made.role, "administrator": made.is_admin},
    )
    told = await tell(connection, settings, made, token, person)
    return await _page(request, connection, access, told=told)


@post(PATH + "/invitations/{invitation_id:int}/resend", needs="everybody.change")
async def resend_invitation(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    settings: Settings,
    invitation_id: FromPath[int],
) -> Response[Any]:
    made, token = await auth.renew_invitation(connection, invitation_id, access.person.person_id)
    await audit.note(connection, actor, "invitation.renew", client_id=made.client_id, thing=made.email)
    told = await tell(connection, settings, made, token, access.person)
    return await _page(request, connection, access, told=told)


@post(PATH + "/invitations/{invitation_id:int}/withdraw", needs="everybody.change")
async def withdraw_invitation(
    connection: Connection, actor: Actor, invitation_id: FromPath[int]
) -> Response[Any]:
    email = await auth.withdraw_invitation(connection, invitation_id)
    await audit.note(connection, actor, "invitation.withdraw", thing=email)
    return Redirect(f"{PATH}#invitations", status_code=303)


async def _page(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: auth.Access,
    *,
    search: str = "",
    number: int = 1,
    error: InputError | None = None,
    given: NewInvitation | None = None,
    told: Told | None = None,
) -> Response[Any]:
    frame = await settings_frame(request, connection, access, "people")
    people = await auth.list_people(connection, search, number)
    page = PeoplePage(
        frame=frame,
        people=people,
        invitations=tuple(await auth.waiting_invitations(connection)),
        search=search.strip(),
        number=number,
        pages=max(1, -(-people.total // PAGE)),
        zone=access.person.zone or DEFAULT_ZONE,
        given=given or NewInvitation(),
        error=error,
        told=told,
    )
    return render("settings/people.html", page, frame.language, error.status if error else 200)
