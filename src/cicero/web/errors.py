"""An error as a page: what happened and what to do. The application decides which error becomes one."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response
from litestar.response import Redirect
from msgspec import Struct

from cicero.web.frame import Frame, open_frame
from cicero.web.rendering import render


class ErrorPage(Struct, frozen=True):
    frame: Frame
    title: str
    message: str
    hint: str


def error_page(
    request: Request[Any, Any, Any], status: int, title: str, message: str, hint: str = ""
) -> Response[bytes]:
    frame = open_frame(request)
    return render("error.html", ErrorPage(frame, title, message, hint), frame.language, status)


def go(request: Request[Any, Any, Any], path: str) -> Response[Any]:
    """To another page as a whole, also when only a part of this one was asked for."""
    if request.headers.get("hx-request"):
        return Response(b"", headers={"hx-redirect": path})
    return Redirect(path, status_code=303)
