"""The first run: the page that makes the first administrator, and is gone once anybody exists."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from msgspec import Struct

from cicero import auth
from cicero.errors import InputError
from cicero.web.errors import go
from cicero.web.frame import Frame, open_frame
from cicero.web.given import Connection, Settings
from cicero.web.pages.sign_in import enter
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
    settings: Settings,
    data: Annotated[Administrator, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    if await auth.anyone(connection):
        return go(request, "/sign-in")
    try:
        await auth.create_administrator(
            connection, username=data.username, name=data.name, password=data.password
        )
    except InputError as error:
        return _page(request, data, error)
    return await enter(request, connection, settings, data, "/")


def _page(
    request: Request[Any, Any, Any], given: Administrator, error: InputError | None = None
) -> Response[Any]:
    frame = open_frame(request)
    page = SetupPage(frame, given, error)
    return render("setup.html", page, frame.language, error.status if error else 200)
