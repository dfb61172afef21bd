"""One client's dashboard."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from msgspec import Struct

from cicero import auth, clients
from cicero.db import Connection
from cicero.web.frame import Frame, frame_of
from cicero.web.rendering import render


class DashboardPage(Struct, frozen=True):
    frame: Frame
    client: clients.Client


@get("/clients/{slug:str}")
async def dashboard(
    request: Request[Any, Any, Any], connection: Connection, person: auth.Person, slug: str
) -> Response[Any]:
    client = await clients.find(connection, slug, person.person_id, person.is_admin)
    frame = await frame_of(request, connection, person, client)
    return render("dashboard.html", DashboardPage(frame, client), frame.language)
