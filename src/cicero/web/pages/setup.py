"""The first run: the page that makes the first administrator, and is gone once anybody exists."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from msgspec import Struct

from cicero import audit, auth
from cicero.db import widened
from cicero.errors import InputError
from cicero.web.entering import enter
from cicero.web.errors import go
from cicero.web.frame import Frame, open_frame
from cicero.web.given import Actor, Connection
from cicero.web.language import language_of
from cicero.web.rendering import render


class Administrator(Struct, frozen=True, kw_only=True):
    name: str = ""
    username: str = ""
    password: str = ""


class SetupPage(Struct, frozen=True):
    frame: Frame
    given: Administrator
    error: InputError | None = None


@get("/setup", needs="open")
async def setup(request: Request[Any, Any, Any], connection: Connection) -> Response[Any]:
    if await auth.anyone(connection):
        return go(request, "/sign-in")
    return _page(request, Administrator())


@post("/setup", needs="open")
async def create_administrator(
    request: Request[Any, Any, Any],
    connection: Connection,
    actor: Actor,
    data: Annotated[Administrator, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    if await auth.anyone(connection):
        return go(request, "/sign-in")
    try:
        person = await auth.create_administrator(
            connection,
            username=data.username,
            name=data.name,
            password=data.password,
            language=language_of(request),
        )
    except InputError as error:
        return _page(request, data, error)
    await audit.note(connection, actor, "installation.set_up", thing=person.username)
    async with widened(connection):
        known = await auth.credential_of(connection, person.person_id)
        return await enter(request, connection, actor, known, "/")


def _page(
    request: Request[Any, Any, Any], given: Administrator, error: InputError | None = None
) -> Response[Any]:
    frame = open_frame(request)
    page = SetupPage(frame, given, error)
    return render("setup.html", page, frame.language, error.status if error else 200)
