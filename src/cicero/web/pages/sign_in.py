"""Signing in, by password and, where it is switched on, a code; then back to the page that was wanted."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, QueryParameter
from msgspec import Struct

from cicero import auth
from cicero.auth import halfway
from cicero.db import EVERYTHING, scoped
from cicero.errors import AuthError, CiceroError, ThrottledError
from cicero.web.entering import enter, origin_of, proceed
from cicero.web.errors import go
from cicero.web.frame import Frame, open_frame
from cicero.web.given import Actor, Connection, Pool, Settings, Visitor
from cicero.web.links import own_path
from cicero.web.rendering import render

Wanted = Annotated[str, QueryParameter(name="next")]


class SignIn(Struct, frozen=True, kw_only=True):
    username: str = ""
    password: str = ""
    next: str = "/"


class SignInPage(Struct, frozen=True):
    frame: Frame
    given: SignIn
    error: CiceroError | None = None


class Code(Struct, frozen=True, kw_only=True):
    code: str = ""
    next: str = "/"


class CodePage(Struct, frozen=True):
    frame: Frame
    given: Code
    error: CiceroError | None = None


@get("/sign-in", needs="open")
async def sign_in_form(
    request: Request[Any, Any, Any], connection: Connection, visitor: Visitor, wanted: Wanted = "/"
) -> Response[Any]:
    if visitor is not None:
        return go(request, own_path(wanted))
    if not await auth.anyone(connection):
        return go(request, "/setup")
    return _page(request, SignIn(next=own_path(wanted)))


@post("/sign-in", needs="open")
async def sign_in(
    request: Request[Any, Any, Any],
    pool: Pool,
    settings: Settings,
    actor: Actor,
    data: Annotated[SignIn, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    attempt = auth.Attempt(username=data.username, password=data.password, origin=origin_of(request))
    try:
        known = await auth.check_password(pool, settings, attempt)
    except (AuthError, ThrottledError) as error:
        return _page(request, data, error)
    async with scoped(pool, EVERYTHING) as connection:
        return await proceed(request, connection, actor, known, own_path(data.next))


@get("/sign-in/code", needs="open")
async def code_form(
    request: Request[Any, Any, Any], pool: Pool, settings: Settings, wanted: Wanted = "/"
) -> Response[Any]:
    async with scoped(pool, EVERYTHING) as connection:
        try:
            await auth.who_is_halfway(connection, settings, request.cookies.get(halfway.COOKIE))
        except AuthError:
            return go(request, "/sign-in")
    return _code_page(request, Code(next=own_path(wanted)))


@post("/sign-in/code", needs="open")
async def give_code(
    request: Request[Any, Any, Any],
    pool: Pool,
    settings: Settings,
    actor: Actor,
    data: Annotated[Code, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    async with scoped(pool, EVERYTHING) as connection:
        try:
            known = await auth.who_is_halfway(connection, settings, request.cookies.get(halfway.COOKIE))
        except AuthError as error:
            return _page(request, SignIn(next=own_path(data.next)), error)
    try:
        await auth.check_code(pool, settings, known.person_id, data.code, origin_of(request))
    except (AuthError, ThrottledError) as error:
        return _code_page(request, data, error)
    async with scoped(pool, EVERYTHING) as connection:
        return await enter(request, connection, actor, known, own_path(data.next))


def _page(request: Request[Any, Any, Any], given: SignIn, error: CiceroError | None = None) -> Response[Any]:
    frame = open_frame(request)
    return _answer("sign_in.html", SignInPage(frame, given, error), frame, error)


def _code_page(
    request: Request[Any, Any, Any], given: Code, error: CiceroError | None = None
) -> Response[Any]:
    frame = open_frame(request)
    return _answer("sign_in_code.html", CodePage(frame, given, error), frame, error)


def _answer(
    template: str, page: SignInPage | CodePage, frame: Frame, error: CiceroError | None
) -> Response[Any]:
    answer = render(template, page, frame.language, error.status if error else 200)
    answer.headers.update(error.headers if isinstance(error, ThrottledError) else {})
    return answer
