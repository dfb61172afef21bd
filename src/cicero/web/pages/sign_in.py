"""Signing in, and back to the page that was wanted."""

from __future__ import annotations

from typing import Annotated, Any, Protocol

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body, QueryParameter
from litestar.response import Redirect
from msgspec import Struct

from cicero import auth
from cicero.errors import AuthError
from cicero.web.errors import go
from cicero.web.frame import Frame, open_frame
from cicero.web.given import Connection, Settings, Visitor
from cicero.web.rendering import render

COOKIE = "cicero_session"


class SignIn(Struct, frozen=True, kw_only=True):
    username: str = ""
    password: str = ""
    next: str = "/"


class SignInPage(Struct, frozen=True):
    frame: Frame
    given: SignIn
    error: AuthError | None = None


@get("/sign-in", needs="open")
async def sign_in_form(
    request: Request[Any, Any, Any],
    connection: Connection,
    visitor: Visitor,
    wanted: Annotated[str, QueryParameter(name="next")] = "/",
) -> Response[Any]:
    if visitor is not None:
        return go(request, own_path(wanted))
    if not await auth.anyone(connection):
        return go(request, "/setup")
    return _page(request, SignIn(next=own_path(wanted)))


@post("/sign-in", needs="open")
async def sign_in(
    request: Request[Any, Any, Any],
    connection: Connection,
    settings: Settings,
    data: Annotated[SignIn, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    try:
        return await enter(request, connection, settings, data, own_path(data.next))
    except AuthError as error:
        return _page(request, data, error)


class Credentials(Protocol):
    @property
    def username(self) -> str: ...

    @property
    def password(self) -> str: ...


async def enter(
    request: Request[Any, Any, Any],
    connection: Connection,
    settings: Settings,
    given: Credentials,
    path: str,
) -> Response[Any]:
    """Sign in and go to a page, with the session in a cookie that no script can read."""
    token = await auth.sign_in(
        connection,
        given.username,
        given.password,
        user_agent=request.headers.get("user-agent"),
        address=request.client.host if request.client else None,
        days=settings.session_days,
    )
    return Redirect(path, status_code=303, cookies=[session_cookie(settings, token)])


def session_cookie(settings: Settings, token: str) -> Cookie:
    """No token: the cookie is taken away."""
    return Cookie(
        COOKIE,
        value=token,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.public_url.startswith("https:"),
        max_age=settings.session_days * 86_400 if token else 0,
    )


def own_path(path: str) -> str:
    """A path of this site, never the address of another one."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


def _page(request: Request[Any, Any, Any], given: SignIn, error: AuthError | None = None) -> Response[Any]:
    frame = open_frame(request)
    page = SignInPage(frame, given, error)
    return render("sign_in.html", page, frame.language, error.status if error else 200)
