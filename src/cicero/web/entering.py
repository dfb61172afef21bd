"""Letting somebody in who has proven who they are: the session and what the browser keeps of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.response import Redirect
from msgspec.structs import replace

from cicero import audit, auth
from cicero.auth import devices, halfway
from cicero.config import Settings
from cicero.db import Connection

A_DAY = 86_400
AnyRequest = Request[Any, Any, Any]


def origin_of(request: AnyRequest) -> auth.Origin:
    return auth.Origin(
        address=request.client.host if request.client else None,
        user_agent=request.headers.get("user-agent"),
        device=request.cookies.get(devices.COOKIE),
    )


async def proceed(
    request: AnyRequest, connection: Connection, actor: audit.Actor, known: auth.Credential, path: str
) -> Response[Any]:
    """After the right password: to the page asking for a code where that is switched on, else in."""
    if known.totp_since is None:
        return await enter(request, connection, actor, known, path)
    settings: Settings = request.app.state.settings
    cookie = halfway_cookie(settings, auth.sealed_halfway(settings, known))
    return Redirect(f"/sign-in/code?next={quote(path, safe='/')}", status_code=303, cookies=[cookie])


async def enter(
    request: AnyRequest, connection: Connection, actor: audit.Actor, known: auth.Credential, path: str
) -> Response[Any]:
    """A new session in place of the one this browser had, and to a page; the device is known from now on."""
    settings: Settings = request.app.state.settings
    if before := request.cookies.get(auth.COOKIE):
        await auth.sign_out(connection, before)
        request.app.state.accesses.forget_token(before)
    origin = origin_of(request)
    token = await auth.start_session(
        connection,
        known.person_id,
        user_agent=origin.user_agent,
        address=origin.address,
        days=settings.session_days,
    )
    who = replace(actor, person_id=known.person_id, name=known.username, through="session")
    steps = "password" if known.totp_since is None else "password and code"
    await audit.note(connection, who, "session.start", thing=known.username, details={"by": steps})
    cookies = [
        session_cookie(settings, token),
        device_cookie(settings, auth.new_device(settings, known.person_id, known.changed_at)),
        halfway_cookie(settings, ""),
    ]
    return Redirect(path, status_code=303, cookies=cookies)


def session_cookie(settings: Settings, token: str) -> Cookie:
    """No token: the cookie is taken away."""
    return _cookie(settings, auth.COOKIE, token, "/", settings.session_days * A_DAY)


def device_cookie(settings: Settings, device: str) -> Cookie:
    return _cookie(settings, devices.COOKIE, device, "/", devices.DAYS * A_DAY)


def halfway_cookie(settings: Settings, sealed: str) -> Cookie:
    """Nothing sealed: the cookie is taken away."""
    return _cookie(settings, halfway.COOKIE, sealed, "/sign-in", halfway.SECONDS)


def _cookie(settings: Settings, name: str, value: str, path: str, seconds: int) -> Cookie:
    """One that no script can read; without a value it goes."""
    return Cookie(
        name,
        value=value,
        path=path,
        httponly=True,
        samesite="lax",
        secure=settings.public_url.startswith("https:"),
        max_age=seconds if value else 0,
    )
