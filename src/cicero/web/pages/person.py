"""One person of the installation: what they may see and do, and taking or giving it. For administrators."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, auth, clients
from cicero.errors import InputError
from cicero.periods import DEFAULT_ZONE
from cicero.web import mails
from cicero.web.frame import Frame, settings_frame
from cicero.web.given import Access, Accesses, Actor, Connection, Settings
from cicero.web.inviting import Told
from cicero.web.rendering import render
from cicero.web.undo import Removed, open_removed

PATH = "/settings/people/{person_id:int}"


class ChosenClient(Struct, frozen=True, kw_only=True):
    client: str = ""
    role: str = "viewer"


class Choice(Struct, frozen=True, kw_only=True):
    """`value`: yes or no."""

    value: str = ""


class PersonPage(Struct, frozen=True, kw_only=True):
    """`others`: the clients that they do not belong to.

    `removed` no longer belongs to `removed_from`, and `undo` is the way back.
    """

    frame: Frame
    known: auth.Known
    others: tuple[clients.Client, ...]
    zone: str
    mails: bool
    roles: tuple[str, ...] = clients.PERSON_ROLES
    error: InputError | None = None
    reset: Told | None = None
    removed: Removed | None = None
    removed_from: clients.Client | None = None
    undo: str = ""


@get(PATH, needs="everybody.see")
async def person_page(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    settings: Settings,
    person_id: FromPath[int],
    undo: FromQuery[str] = "",
) -> Response[Any]:
    return await _page(request, connection, access, settings, person_id, undo=undo)


@post(PATH + "/roles", needs="everybody.change")
async def give_role(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    accesses: Accesses,
    settings: Settings,
    person_id: FromPath[int],
    data: Annotated[ChosenClient, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    """They belong to one more client."""
    known = await auth.find_known(connection, person_id)
    try:
        client = await clients.find(connection, data.client, access.person.person_id, access.person.is_admin)
        await clients.add_person(connection, client.client_id, person_id, data.role)
    except InputError as error:
        return await _page(request, connection, access, settings, person_id, error=error)
    accesses.forget(person_id)
    await audit.note(
        connection,
        actor,
        "member.add",
        client_id=client.client_id,
        thing=known.username,
        details={"role": data.role},
    )
    return _back(person_id)


@post(PATH + "/administrator", needs="everybody.change")
async def make_administrator(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    accesses: Accesses,
    settings: Settings,
    person_id: FromPath[int],
    data: Annotated[Choice, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    known = await auth.find_known(connection, person_id)
    wanted = data.value == "yes"
    try:
        await auth.set_administrator(connection, person_id, wanted)
    except InputError as error:
        return await _page(request, connection, access, settings, person_id, error=error)
    accesses.forget(person_id)
    details = {"administrator": [known.is_admin, wanted]}
    await audit.note(connection, actor, "person.administrator", thing=known.username, details=details)
    own = person_id == access.person.person_id and not wanted
    return Redirect("/", status_code=303) if own else _back(person_id)


@post(PATH + "/disable", needs="everybody.change")
async def disable_person(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    accesses: Accesses,
    settings: Settings,
    person_id: FromPath[int],
) -> Response[Any]:
    known = await auth.find_known(connection, person_id)
    try:
        if person_id == access.person.person_id:
            raise InputError("You cannot disable yourself.", "Ask another administrator.")
        await auth.disable(connection, person_id)
    except InputError as error:
        return await _page(request, connection, access, settings, person_id, error=error)
    accesses.forget(person_id)
    await audit.note(
        connection,
        actor,
        "person.disable",
        thing=known.username,
        details={"sessions": known.sessions, "keys": known.keys},
    )
    return _back(person_id)


@post(PATH + "/enable", needs="everybody.change")
async def enable_person(connection: Connection, actor: Actor, person_id: FromPath[int]) -> Response[Any]:
    known = await auth.find_known(connection, person_id)
    await auth.enable(connection, person_id)
    await audit.note(connection, actor, "person.enable", thing=known.username)
    return _back(person_id)


@post(PATH + "/reset", needs="everybody.let_in")
async def send_reset(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    settings: Settings,
    person_id: FromPath[int],
) -> Response[Any]:
    known = await auth.find_known(connection, person_id)
    asked = await auth.ask_reset(connection, known.username)
    if asked is None:
        error = InputError("They have no address to send it to, or may not sign in.")
        return await _page(request, connection, access, settings, person_id, error=error)
    link = mails.link(settings, f"/reset/{asked.token}")
    if settings.smtp_host:
        await mails.tell(connection, settings, asked.person, "reset", link=link)
    await audit.note(connection, actor, "password.ask_reset", thing=known.username)
    told = Told(email=asked.person.email or "", link=None if settings.smtp_host else link)
    return await _page(request, connection, access, settings, person_id, reset=told)


async def _page(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: auth.Access,
    settings: Settings,
    person_id: int,
    *,
    error: InputError | None = None,
    reset: Told | None = None,
    undo: str = "",
) -> Response[Any]:
    frame = await settings_frame(request, connection, access, "people")
    known = await auth.find_known(connection, person_id)
    theirs = {one.slug for one in known.memberships}
    removed = open_removed(settings, undo)
    page = PersonPage(
        frame=frame,
        known=known,
        others=tuple(one for one in frame.clients if one.slug not in theirs),
        zone=access.person.zone or DEFAULT_ZONE,
        mails=bool(settings.smtp_host),
        error=error,
        reset=reset,
        removed=removed,
        removed_from=_client_of(removed, frame),
        undo=undo,
    )
    return render("settings/person.html", page, frame.language, error.status if error else 200)


def _client_of(removed: Removed | None, frame: Frame) -> clients.Client | None:
    return next((one for one in frame.clients if removed and one.client_id == removed.client_id), None)


def _back(person_id: int) -> Response[Any]:
    return Redirect(f"/settings/people/{person_id}", status_code=303)
