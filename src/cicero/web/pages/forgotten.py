"""A new password by a link in a mail: asking for it, and choosing it."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.background_tasks import BackgroundTask
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from msgspec import Struct

from cicero import auth
from cicero.auth import guessing
from cicero.db import EVERYTHING, scoped
from cicero.db import Pool as Database
from cicero.errors import CiceroError, InputError, NotFoundError, ThrottledError
from cicero.web.entering import device_cookie, origin_of, proceed
from cicero.web.frame import Frame, open_frame
from cicero.web.given import Actor, Pool, Settings
from cicero.web.rendering import render
from cicero.web.resets import give_password, send_link


class Named(Struct, frozen=True):
    named: str = ""


class ForgottenPage(Struct, frozen=True, kw_only=True):
    """`asked`: the form was sent; whether to somebody, the page does not say."""

    frame: Frame
    given: Named = Named()
    asked: bool = False
    error: CiceroError | None = None


class NewPassword(Struct, frozen=True):
    password: str = ""


class ResetPage(Struct, frozen=True, kw_only=True):
    """`username` None: the link does not work any more."""

    frame: Frame
    username: str | None
    error: CiceroError | None = None


@get("/forgotten", needs="open", sync_to_thread=False)
def forgotten(request: Request[Any, Any, Any]) -> Response[Any]:
    return _forgotten_page(request)


@post("/forgotten", needs="open")
async def ask_reset(
    request: Request[Any, Any, Any],
    pool: Pool,
    settings: Settings,
    actor: Actor,
    data: Annotated[Named, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    """The answer is there before anybody is looked for: it takes as long for somebody as for nobody."""
    address = guessing.network(origin_of(request).address)
    try:
        await guessing.take(pool, guessing.bucket(guessing.RESETS, address))
    except ThrottledError as error:
        return _forgotten_page(request, given=data, error=error)
    answer = _forgotten_page(request, given=data, asked=True)
    answer.background = BackgroundTask(send_link, pool, settings, actor, data.named)
    return answer


@get("/reset/{token:str}", needs="open")
async def reset_form(request: Request[Any, Any, Any], pool: Pool, token: FromPath[str]) -> Response[Any]:
    tries = await _take_try(request, pool)
    async with scoped(pool, EVERYTHING) as connection:
        try:
            person = await auth.whose_reset(connection, token)
        except NotFoundError as error:
            return _reset_page(request, error=error)
    await guessing.give_back(pool, tries)
    return _reset_page(request, person.username)


@post("/reset/{token:str}", needs="open")
async def reset(
    request: Request[Any, Any, Any],
    pool: Pool,
    settings: Settings,
    actor: Actor,
    token: FromPath[str],
    data: Annotated[NewPassword, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    """Then signed in, after the code where that is switched on. The device is known from then on."""
    await _take_try(request, pool)
    async with scoped(pool, EVERYTHING) as connection:
        try:
            person = await auth.whose_reset(connection, token)
        except NotFoundError as error:
            return _reset_page(request, error=error)
        try:
            known = await give_password(connection, settings, actor, person, data.password)
        except InputError as error:
            return _reset_page(request, person.username, error)
        request.app.state.accesses.forget(person.person_id)
        answer = await proceed(request, connection, actor, known, "/")
    answer.set_cookie(device_cookie(settings, auth.new_device(settings, known.person_id, known.changed_at)))
    return answer


async def _take_try(request: Request[Any, Any, Any], pool: Database) -> guessing.Bucket:
    tries = guessing.bucket(guessing.LINKS, guessing.network(origin_of(request).address))
    await guessing.take(pool, tries)
    return tries


def _forgotten_page(
    request: Request[Any, Any, Any],
    *,
    given: Named | None = None,
    asked: bool = False,
    error: ThrottledError | None = None,
) -> Response[Any]:
    frame = open_frame(request)
    page = ForgottenPage(frame=frame, given=given or Named(), asked=asked, error=error)
    answer = render("forgotten.html", page, frame.language, error.status if error else 200)
    answer.headers.update(error.headers if error else {})
    return answer


def _reset_page(
    request: Request[Any, Any, Any], username: str | None = None, error: CiceroError | None = None
) -> Response[Any]:
    """Its address lets somebody in: it is kept to the browser and this host."""
    frame = open_frame(request)
    page = ResetPage(frame=frame, username=username, error=error)
    answer = render("reset.html", page, frame.language, error.status if error else 200)
    answer.headers["referrer-policy"] = "no-referrer"
    return answer
