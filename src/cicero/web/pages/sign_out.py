"""Ending one's session, here and in the database."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, post
from litestar.response import Redirect

from cicero import auth
from cicero.web.given import Accesses, Connection, Settings, Visitor
from cicero.web.pages.sign_in import COOKIE, session_cookie


@post("/sign-out", needs="open")
async def sign_out(
    request: Request[Any, Any, Any],
    connection: Connection,
    settings: Settings,
    visitor: Visitor,
    accesses: Accesses,
) -> Response[Any]:
    if token := request.cookies.get(COOKIE):
        await auth.sign_out(connection, token)
    if visitor:
        accesses.forget(visitor.person_id)
    return Redirect("/sign-in", status_code=303, cookies=[session_cookie(settings, "")])
