"""Ending one's session, here and in the database."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, post
from litestar.response import Redirect

from cicero import audit, auth
from cicero.web.entering import session_cookie
from cicero.web.given import Accesses, Actor, Connection, Settings, Visitor


@post("/sign-out", needs="open")
async def sign_out(
    request: Request[Any, Any, Any],
    connection: Connection,
    settings: Settings,
    visitor: Visitor,
    actor: Actor,
    accesses: Accesses,
) -> Response[Any]:
    if token := request.cookies.get(auth.COOKIE):
        await auth.sign_out(connection, token)
    if visitor:
        accesses.forget(visitor.person_id)
        await audit.note(connection, actor, "session.end", thing=visitor.username)
    return Redirect("/sign-in", status_code=303, cookies=[session_cookie(settings, "")])
