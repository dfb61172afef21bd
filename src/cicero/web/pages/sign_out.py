"""Ending one's session, here and in the database."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, post
from litestar.response import Redirect

from cicero import auth
from cicero.web.given import Connection, Settings
from cicero.web.pages.sign_in import COOKIE, session_cookie


@post("/sign-out")
async def sign_out(
    request: Request[Any, Any, Any], connection: Connection, settings: Settings
) -> Response[Any]:
    if token := request.cookies.get(COOKIE):
        await auth.sign_out(connection, token)
    return Redirect("/sign-in", status_code=303, cookies=[session_cookie(settings, "")])
