"""Where an invitation's link leads: somebody new becomes a person, who is signed in accepts as themselves."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from msgspec import Struct
from msgspec.structs import replace

from cicero import audit, auth, clients, db
from cicero.auth import guessing
from cicero.db import EVERYTHING, scoped
from cicero.errors import InputError
from cicero.web.entering import enter, origin_of
from cicero.web.frame import Frame, open_frame
from cicero.web.given import Accesses, Actor, Person, Pool, Visitor
from cicero.web.rendering import render

PATH = "/invitations/{token:str}"


class NewPerson(Struct, frozen=True, kw_only=True):
    name: str = ""
    username: str = ""
    password: str = ""


class InvitationPage(Struct, frozen=True, kw_only=True):
    """`invitation` None: the link never led anywhere. `visitor`: who would accept as themselves."""

    frame: Frame
    token: str
    invitation: auth.Invitation | None
    visitor: auth.Person | None
    given: NewPerson
    error: InputError | None


@get(PATH, needs="open")
async def invitation(
    request: Request[Any, Any, Any], pool: Pool, visitor: Visitor, token: FromPath[str]
) -> Response[Any]:
    return _page(request, token, await _found(request, pool, token), visitor)


@post(PATH, needs="open")
async def accept_as_new(
    request: Request[Any, Any, Any],
    pool: Pool,
    actor: Actor,
    token: FromPath[str],
    data: Annotated[NewPerson, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    """A person, their membership and their first session, or none of it."""
    found = await _found(request, pool, token)
    if found is None or found.state != "open":
        return _page(request, token, found, None)
    try:
        async with scoped(pool, EVERYTHING) as connection:
            person = await auth.create_person(
                connection,
                username=data.username,
                name=data.name,
                password=data.password,
                is_admin=False,
                email=await auth.free_address(connection, found),
                language=open_frame(request).language,
            )
            await _accept(connection, found, person, actor)
            known = await auth.credential_of(connection, person.person_id)
            return await enter(request, connection, actor, known, _home(found))
    except InputError as error:
        return _page(request, token, found, None, data, error)


@post(PATH + "/accept", needs="self.change")
async def accept_as_oneself(
    request: Request[Any, Any, Any],
    pool: Pool,
    person: Person,
    actor: Actor,
    accesses: Accesses,
    token: FromPath[str],
) -> Response[Any]:
    found = await _found(request, pool, token)
    if found is None or found.state != "open":
        return _page(request, token, found, person)
    async with scoped(pool, EVERYTHING) as connection:
        await _accept(connection, found, person, actor)
    accesses.forget(person.person_id)
    return Redirect(_home(found), status_code=303)


async def _found(request: Request[Any, Any, Any], pool: db.Pool, token: str) -> auth.Invitation | None:
    """What the link leads to; ThrottledError for who tried too many that lead nowhere."""
    tries = guessing.bucket(guessing.LINKS, guessing.network(origin_of(request).address))
    await guessing.take(pool, tries)
    async with scoped(pool, EVERYTHING) as connection:
        found = await auth.find_invitation(connection, token)
    if found is not None:
        await guessing.give_back(pool, tries)
    return found


async def _accept(
    connection: db.Connection, found: auth.Invitation, person: auth.Person, actor: audit.Actor
) -> None:
    """Whoever was nobody until now is named by who they have just become."""
    await auth.accept_invitation(connection, found, person.person_id)
    if found.client_id is not None and found.role is not None:
        await clients.join(connection, found.client_id, person.person_id, found.role)
    if actor.person_id is None:
        actor = replace(actor, person_id=person.person_id, name=person.username)
    await audit.note(
        connection,
        actor,
        "invitation.accept",
        client_id=found.client_id,
        thing=found.email,
        details={"role": found.role, "administrator": found.is_admin, "invited_by": found.invited_by},
    )


def _home(found: auth.Invitation) -> str:
    return f"/clients/{found.slug}" if found.slug else "/"


def _page(
    request: Request[Any, Any, Any],
    token: str,
    found: auth.Invitation | None,
    visitor: auth.Person | None,
    given: NewPerson | None = None,
    error: InputError | None = None,
) -> Response[Any]:
    """Its address lets somebody in: it is kept to the browser and this host."""
    frame = open_frame(request)
    page = InvitationPage(
        frame=frame,
        token=token,
        invitation=found,
        visitor=visitor,
        given=given or NewPerson(),
        error=error,
    )
    status = error.status if error else 200 if found and found.state == "open" else 404
    answer = render("invitation.html", page, frame.language, status)
    answer.headers["referrer-policy"] = "no-referrer"
    return answer
