"""/api/invitations: who is invited to a client. For its managers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from litestar import delete, get, post
from litestar.params import PathParameter
from msgspec import Struct

from cicero import audit, auth
from cicero.api.given import Access, Actor, Client, Connection, Settings, Tell
from cicero.api.parameters import body, id_of, taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import shown
from cicero.clients import PersonRole

InvitationId = Annotated[str, PathParameter(description="As GET /api/invitations tells it.")]


class InvitationView(Struct, frozen=True, kw_only=True):
    """`invited_by`: the name of who invited, null where they are gone. `state`: open, or expired."""

    invitation_id: str
    email: str
    role: str | None
    invited_by: str | None
    created_at: datetime
    expires_at: datetime
    state: str


class Invitations(Struct, frozen=True):
    invitations: list[InvitationView]


class NewInvitation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    email: str
    role: PersonRole = "viewer"


class Invited(Struct, frozen=True, kw_only=True):
    """`link`: for you to hand on, good once and for a week; null where a mail with it is on its way."""

    invitation: InvitationView
    link: str | None


@get(
    "/invitations",
    needs="people.see",
    tags=["People"],
    summary="Who is invited to a client",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def list_invitations(connection: Connection, client: Client) -> Invitations:
    """Those that nobody accepted or withdrew, expired ones among them, the newest first."""
    found = await auth.waiting_invitations(connection, client.client_id)
    return Invitations([_view(one) for one in found])


@post(
    "/invitations",
    needs="people.change",
    secret=True,
    tags=["People"],
    summary="Invite somebody to a client",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def invite(
    connection: Connection,
    access: Access,
    actor: Actor,
    client: Client,
    settings: Settings,
    tell: Tell,
    data: Annotated[NewInvitation, body(email="sari@example.org", role="analyst")],
) -> Invited:
    """One that waits for the same address is replaced by it."""
    made, token = await auth.invite(
        connection,
        email=data.email,
        invited_by=access.person.person_id,
        client_id=client.client_id,
        role=data.role,
    )
    await audit.note(
        connection,
        actor,
        "invitation.create",
        client_id=client.client_id,
        thing=made.email,
        details={"role": data.role},
    )
    told = await tell(connection, settings, made, token, access.person)
    return Invited(invitation=_view(made), link=told.link)


@post(
    "/invitations/{invitation_id:str}/resend",
    needs="people.change",
    secret=True,
    tags=["People"],
    summary="Invite somebody again",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def resend_invitation(
    connection: Connection,
    access: Access,
    actor: Actor,
    client: Client,
    settings: Settings,
    tell: Tell,
    invitation_id: InvitationId,
) -> Invited:
    """For another week, with another link; the old one ends."""
    made, token = await auth.renew_invitation(
        connection, id_of(invitation_id), access.person.person_id, client.client_id
    )
    await audit.note(connection, actor, "invitation.renew", client_id=client.client_id, thing=made.email)
    told = await tell(connection, settings, made, token, access.person)
    return Invited(invitation=_view(made), link=told.link)


@delete(
    "/invitations/{invitation_id:str}",
    needs="people.change",
    tags=["People"],
    summary="Withdraw an invitation",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def withdraw_invitation(
    connection: Connection, actor: Actor, client: Client, invitation_id: InvitationId
) -> None:
    """Its link ends."""
    email = await auth.withdraw_invitation(connection, id_of(invitation_id), client.client_id)
    await audit.note(connection, actor, "invitation.withdraw", client_id=client.client_id, thing=email)


def _view(invitation: auth.Invitation) -> InvitationView:
    return shown(invitation, InvitationView)
