"""One's own password, and the second step of signing in.

What works a password out asks for no connection before it is done.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

import segno
from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, QueryParameter
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, auth
from cicero.config import Settings as Config
from cicero.db import Connection as Db
from cicero.db import Pool as Database
from cicero.db import scoped
from cicero.errors import AuthError, CiceroError, InputError, ThrottledError
from cicero.periods import DEFAULT_ZONE
from cicero.web import mails
from cicero.web.entering import device_cookie, origin_of
from cicero.web.frame import Frame, settings_frame
from cicero.web.given import Access, Accesses, Actor, Connection, Pool, Settings
from cicero.web.rendering import render

PATH = "/settings/security"
STEP = PATH + "/second-step"
REFUSALS = (InputError, AuthError, ThrottledError)


class NewPassword(Struct, frozen=True, kw_only=True):
    current: str = ""
    password: str = ""


class Proof(Struct, frozen=True, kw_only=True):
    """What is asked for again before the second step is changed."""

    password: str = ""
    code: str = ""


class Shown(Struct, frozen=True, kw_only=True):
    """What the app is set up with: a picture to scan, and the same to type."""

    picture: str
    secret: str


class SecurityPage(Struct, frozen=True, kw_only=True):
    """`failed`: the form that was refused. `codes`: shown this once; `file`: the same to keep."""

    frame: Frame
    step: auth.SecondStep
    done: str
    failed: str
    error: CiceroError | None
    shown: Shown | None
    codes: tuple[str, ...]
    file: str
    zone: str


@get(PATH, needs="self.change")
async def security(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    settings: Settings,
    done: Annotated[str, QueryParameter()] = "",
) -> Response[Any]:
    return await _page(request, connection, access, settings, done=done)


@post(PATH + "/password", needs="self.change")
async def change_password(
    request: Request[Any, Any, Any],
    pool: Pool,
    access: Access,
    accesses: Accesses,
    actor: Actor,
    settings: Settings,
    data: Annotated[NewPassword, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    """Ends every other session; this device stays known."""
    person = access.person
    attempt = auth.Attempt(username=person.username, password=data.current, origin=origin_of(request))
    try:
        await auth.check_password(pool, settings, attempt)
        async with scoped(pool, access.scope) as connection:
            known = await auth.change_password(connection, person, data.password, keep=access.session_id)
            await audit.note(connection, actor, "password.change", thing=person.username)
            await mails.tell(connection, settings, person, "password_changed")
    except REFUSALS as error:
        return await _refused(request, pool, access, settings, "password", error)
    accesses.forget(person.person_id)
    device = auth.new_device(settings, known.person_id, known.changed_at)
    return Redirect(f"{PATH}?done=password", status_code=303, cookies=[device_cookie(settings, device)])


@post(STEP, needs="self.change")
async def begin(
    request: Request[Any, Any, Any], connection: Connection, access: Access, settings: Settings
) -> Response[Any]:
    try:
        await auth.begin_second_step(connection, settings, access.person.person_id)
    except InputError as error:
        return await _page(request, connection, access, settings, failed="step", error=error)
    return Redirect(PATH, status_code=303)


@post(STEP + "/confirm", needs="self.change")
async def confirm(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    settings: Settings,
    data: Annotated[Proof, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    person = access.person
    try:
        codes = await auth.confirm_second_step(connection, settings, person.person_id, data.code)
    except InputError as error:
        return await _page(request, connection, access, settings, failed="step", error=error)
    await audit.note(connection, actor, "second_step.start", thing=person.username)
    await mails.tell(connection, settings, person, "second_step", on=True)
    return await _page(request, connection, access, settings, codes=codes)


@post(STEP + "/codes", needs="self.change")
async def renew_codes(
    request: Request[Any, Any, Any],
    pool: Pool,
    access: Access,
    actor: Actor,
    settings: Settings,
    data: Annotated[Proof, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    person = access.person
    try:
        await auth.authenticate(pool, settings, _attempt(request, person, data))
    except REFUSALS as error:
        return await _refused(request, pool, access, settings, "codes", error)
    async with scoped(pool, access.scope) as connection:
        codes = await auth.renew_recovery_codes(connection, person.person_id)
        await audit.note(connection, actor, "second_step.renew_codes", thing=person.username)
        return await _page(request, connection, access, settings, codes=codes)


@post(STEP + "/end", needs="self.change")
async def end(
    request: Request[Any, Any, Any],
    pool: Pool,
    access: Access,
    actor: Actor,
    settings: Settings,
    data: Annotated[Proof, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    person = access.person
    try:
        await auth.authenticate(pool, settings, _attempt(request, person, data))
    except REFUSALS as error:
        return await _refused(request, pool, access, settings, "end", error)
    async with scoped(pool, access.scope) as connection:
        if await auth.end_second_step(connection, person.person_id):
            await audit.note(connection, actor, "second_step.end", thing=person.username)
            await mails.tell(connection, settings, person, "second_step", on=False)
    return Redirect(f"{PATH}?done=end", status_code=303)


def _attempt(request: Request[Any, Any, Any], person: auth.Person, given: Proof) -> auth.Attempt:
    return auth.Attempt(
        username=person.username, password=given.password, code=given.code, origin=origin_of(request)
    )


async def _refused(
    request: Request[Any, Any, Any],
    pool: Database,
    access: auth.Access,
    settings: Config,
    failed: str,
    error: CiceroError,
) -> Response[Any]:
    async with scoped(pool, access.scope) as connection:
        return await _page(request, connection, access, settings, failed=failed, error=error)


async def _page(
    request: Request[Any, Any, Any],
    connection: Db,
    access: auth.Access,
    settings: Config,
    *,
    done: str = "",
    failed: str = "",
    error: CiceroError | None = None,
    codes: tuple[str, ...] = (),
) -> Response[Any]:
    step = await auth.second_step_of(connection, settings, access.person.person_id)
    frame = await settings_frame(request, connection, access, "security")
    page = SecurityPage(
        frame=frame,
        step=step,
        done=done,
        failed=failed,
        error=error,
        shown=_shown(step, access.person),
        codes=codes,
        file=_file(access.person, codes),
        zone=access.person.zone or DEFAULT_ZONE,
    )
    # A wrong password here is no reason to sign in again: 401 would say so.
    status = 400 if isinstance(error, AuthError) else error.status if error else 200
    answer = render("settings/security.html", page, frame.language, status)
    answer.headers.update(error.headers if isinstance(error, ThrottledError) else {})
    return answer


def _file(person: auth.Person, codes: tuple[str, ...]) -> str:
    return "data:text/plain;charset=utf-8," + quote("\n".join([f"Cicero: {person.username}", *codes]))


def _shown(step: auth.SecondStep, person: auth.Person) -> Shown | None:
    if step.pending is None:
        return None
    picture = segno.make(auth.app_link(step.pending, person.username), micro=False)
    secret = step.pending.reveal()
    grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return Shown(picture=picture.svg_data_uri(scale=5, border=4, light="#fff"), secret=grouped)
